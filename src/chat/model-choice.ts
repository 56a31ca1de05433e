import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../errors/domain.error.js';
import { type ChosenModel, ProviderRegistry } from '../providers/provider-registry.js';
import { waitFor, within } from '../providers/waiting.js';
import { CHAT_REPOSITORY, type ChatRepository } from '../storage/chat-repository.js';

/** How long a provider is asked for a model that it is told to use for the first time. */
const ASKED_FOR_MS = 2500;
const SHOWN = 5;

/** Decides which model a question is for. */
@Injectable()
export class ModelChoice {
  constructor(
    private readonly providers: ProviderRegistry,
    @Inject(CHAT_REPOSITORY) private readonly chats: ChatRepository,
  ) {}

  /** The model that a question names, else the one that its chat remembers, else the default one. One that is named for the first time must be there, as far as its provider can tell now. */
  async of(chatId: string, named: string | undefined): Promise<ChosenModel> {
    const remembered = (await this.chats.find(chatId))?.model;
    if (named === undefined) return remembered === undefined ? this.providers.defaultModel : this.again(remembered);
    const model = this.providers.find(named);
    if (model.id !== remembered && model.id !== this.providers.defaultModel.id) await this.mustBeThere(model);
    return model;
  }

  private again(remembered: string): ChosenModel {
    try {
      return this.providers.find(remembered);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError('unknown_model', `This chat talks to ${remembered}. ${error.message} Or send "model" to go on with another one: ${this.providers.defaultModel.id} is the default.`);
    }
  }

  private async mustBeThere({ provider, name }: ChosenModel): Promise<void> {
    const fault = await this.shortly((signal) => provider.check(signal, name).then(() => undefined, (error: unknown) => error));
    if (!(fault instanceof DomainError) || fault.code !== 'model_not_found') return;
    const names = ((await this.shortly((signal) => provider.models(signal))) ?? []).map((model) => `${provider.name}/${model.name}`);
    const some = names.length === 0 ? '' : ` It has ${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ' and others' : ''}.`;
    const others = this.providers.all.map((one) => one.name).join(', ');
    throw new DomainError('unknown_model', `${provider.name} has no model ${name}.${some} Configured: ${others}; GET /models lists all models.`);
  }

  /** What is not answered soon, or fails, is not known: the turn will tell. */
  private shortly<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return within(ASKED_FOR_MS, () => new Error('It took too long.'), undefined, (signal) => waitFor(ask(signal), signal)).catch(() => undefined);
  }
}
