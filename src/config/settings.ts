import { IsNotEmpty, IsOptional } from 'class-validator';
import { Decimal, Int, NameList, type Thinking, Thinks } from './env-decorators.js';
import { HttpSettings } from './http.settings.js';

/** The settings of the server, named like their variables; each provider's own stand beside it. */
export class Settings extends HttpSettings {
  /** TCP port; 0 takes a free one. */
  @Int(0, 65_535) readonly PORT: number = 8000;

  @IsNotEmpty({ message: 'CHATS_DIR must be a folder' })
  readonly CHATS_DIR: string = './chats';

  @IsNotEmpty({ message: 'SYSTEM_PROMPT_FILE must be a file' })
  readonly SYSTEM_PROMPT_FILE: string = './system_prompt.txt';

  /** Where models run; the short form of PROVIDERS for one. */
  readonly PROVIDER: string = 'auto';

  /** Several places where models run, comma-separated; the first is the default one. */
  @NameList() readonly PROVIDERS: readonly string[] = [];

  /** The model that is asked when another is not available, `provider/model`. */
  @IsOptional() readonly FALLBACK?: string = undefined;

  @Decimal(0, 2) readonly TEMPERATURE: number = 0.7;

  /** Longest answer in tokens, for questions that set none; without it the provider's own limit. */
  @IsOptional() @Int(1, 16_777_216) readonly MAX_TOKENS?: number = undefined;

  /** Seed of questions that set none. */
  @IsOptional() @Int(0, 2_147_483_647) readonly SEED?: number = undefined;

  /** Whether, or how much, models think, for questions that do not say; without it the model's own. */
  @IsOptional() @Thinks() readonly THINK?: Thinking = undefined;

  /** A silent stream sends a comment this often, in milliseconds. */
  @Int(10) readonly HEARTBEAT_MS: number = 15_000;

  /** Longest question, in characters. */
  @Int(1) readonly MAX_MESSAGE_CHARS: number = 100_000;

  /** Largest request body, in bytes. */
  @Int(1024) readonly MAX_BODY_BYTES: number = 1_048_576;

  /** Largest answer, in bytes of UTF-8. */
  @Int(1) readonly MAX_ANSWER_BYTES: number = 8_388_608;

  /** Turns that may run at once. */
  @Int(1) readonly MAX_TURNS: number = 1100;

  /** Questions that may wait while their chat is answering. */
  @Int(0) readonly MAX_WAITING: number = 4;

  /** How long a question waits for its busy chat, in milliseconds. */
  @Int(0, 2_147_483_647) readonly MAX_WAIT_MS: number = 30_000;

  /** How long a provider may be silent before its first token, in milliseconds. */
  @Int(1, 2_147_483_647) readonly FIRST_TOKEN_TIMEOUT_MS: number = 300_000;

  /** How long a provider may be silent between two tokens, in milliseconds. */
  @Int(1, 2_147_483_647) readonly IDLE_TIMEOUT_MS: number = 60_000;

  /** How long running turns may go on after SIGTERM, in milliseconds. */
  @Int(0, 600_000) readonly SHUTDOWN_GRACE_MS: number = 5000;

  /** How often the text of running answers is saved, in milliseconds. */
  @Int(10, 2_147_483_647) readonly PARTIAL_SAVE_MS: number = 3000;
}

/** The names of the providers to be used, the default one first. */
export const chosenProviders = ({ PROVIDER, PROVIDERS }: Pick<Settings, 'PROVIDER' | 'PROVIDERS'>): readonly string[] => (PROVIDERS.length > 0 ? PROVIDERS : [PROVIDER]);
