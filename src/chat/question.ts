import { type GenerationSettings, settingsGiven } from '../conversation/generation-settings.js';
import type { AskDto } from './dto/ask.dto.js';

/** A question as it was asked; null and absent are one. */
export interface Question {
  readonly message: string;
  readonly chatId?: string;
  /** Under which the same question may be sent again. */
  readonly key?: string;
  /** The model that it names. */
  readonly model?: string;
  /** What a new chat shall begin with. */
  readonly systemPrompt?: string;
  readonly settings?: GenerationSettings;
}

export const questionFrom = ({ message, chat_id, model, system_prompt, stream: _stream, ...settings }: AskDto, key: string | undefined): Question => ({
  message,
  chatId: chat_id ?? undefined,
  key,
  model: model?.trim() ?? undefined,
  systemPrompt: system_prompt?.toWellFormed() ?? undefined,
  settings: settingsGiven(settings),
});
