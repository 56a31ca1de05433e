import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Settings } from './settings.js';

const SECRET = /_(?:KEY|TOKEN)$/;

export type SettingsClass<T extends object = object> = new () => T;

/** Which settings each value of PROVIDER needs; its keys are the values that are allowed. */
export type ProviderSettings = Readonly<Record<string, readonly SettingsClass[]>>;

/** A start that must not happen: every fault of the settings in one message. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Settings from variables: an empty one counts as absent, defaults stand in the classes. */
export function loadSettings(env: Readonly<Record<string, unknown>>, providers: ProviderSettings): Record<string, unknown> {
  const { instance, faults } = read(Settings, env);
  const chosen = providers[instance.PROVIDER];
  if (!chosen) faults.push(`PROVIDER must be one of ${Object.keys(providers).join(', ')} (found "${instance.PROVIDER}")`);
  const parts = (chosen ?? []).map((type) => read(type, env));
  const all = [...faults, ...parts.flatMap((part) => part.faults)];
  if (all.length > 0) throw new SettingsError(`The server cannot start, its settings are wrong:\n${all.map((fault) => `  - ${fault}`).join('\n')}\nSet them in the environment or in .env; README.md lists them.`);
  return Object.fromEntries([instance, ...parts.map((part) => part.instance)].flatMap((settings) => Object.entries(settings)));
}

function read<T extends object>(type: SettingsClass<T>, env: Readonly<Record<string, unknown>>): { instance: T; faults: string[] } {
  const names = Object.keys(new type());
  const given = Object.fromEntries(names.filter((name) => env[name] !== undefined && env[name] !== '').map((name) => [name, env[name]]));
  const instance = plainToInstance(type, given, { exposeDefaultValues: true });
  const faults = validateSync(instance, { stopAtFirstError: true, forbidUnknownValues: false }).map(
    (error) => `${Object.values(error.constraints ?? {})[0] ?? error.property} (${findingOf(error.property, given[error.property])})`,
  );
  return { instance, faults };
}

/** What was found in a variable; never a key or a token. */
function findingOf(name: string, value: unknown): string {
  if (value === undefined) return 'not set';
  return SECRET.test(name) ? 'what was found is not shown' : `found ${JSON.stringify(value)}`;
}
