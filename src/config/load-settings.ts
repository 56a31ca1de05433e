import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { chosenProviders, Settings } from './settings.js';

const SECRET = /_(?:KEY|TOKEN)$/;

export type SettingsClass<T extends object = object> = new () => T;

/** Which settings each provider needs; its keys are the names that are allowed. */
export type ProviderSettings = Readonly<Record<string, readonly SettingsClass[]>>;

/** A start that must not happen: every fault of the settings in one message. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Settings from variables: an empty one counts as absent, defaults stand in the classes. */
export function loadSettings(env: Readonly<Record<string, unknown>>, providers: ProviderSettings): Record<string, unknown> {
  const { instance, faults } = read(Settings, env);
  faults.push(...providerFaults(instance, env, providers));
  const classes = new Set(chosenProviders(instance).flatMap((name) => providers[name] ?? []));
  const parts = Array.from(classes, (type) => read(type, env));
  refuse([...faults, ...parts.flatMap((part) => part.faults)]);
  return Object.fromEntries([instance, ...parts.map((part) => part.instance)].flatMap((settings) => Object.entries(settings)));
}

/** What is wrong with the choice of providers. */
function providerFaults(settings: Settings, env: Readonly<Record<string, unknown>>, providers: ProviderSettings): string[] {
  const names = Object.keys(providers).join(', ');
  const { PROVIDER, PROVIDERS: several } = settings;
  if (several.length === 0) return providers[PROVIDER] ? [] : [`PROVIDER must be one of ${names} (found "${PROVIDER}")`];
  if (env['PROVIDER'] && PROVIDER !== several[0]) return ['PROVIDER and PROVIDERS are both set and differ: set only one of them. PROVIDERS=ollama,openai names several, the default one first'];
  if (several.some((name) => !providers[name])) return [`PROVIDERS must be some of ${names}, comma-separated (found "${several.join(',')}")`];
  if (new Set(several).size < several.length) return [`PROVIDERS must name each provider once (found "${several.join(',')}")`];
  const isDoubled = several.includes('auto') && several.some((name) => name !== 'auto' && providers[name]!.some((type) => providers['auto']!.includes(type)));
  return isDoubled ? [`PROVIDERS must name auto without the providers that it chooses from (found "${several.join(',')}")`] : [];
}

/** The settings of a program that has one class of them. */
export function loadOwnSettings(env: Readonly<Record<string, unknown>>, type: SettingsClass): Record<string, unknown> {
  const { instance, faults } = read(type, env);
  refuse(faults);
  return { ...instance };
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new SettingsError(`The server cannot start, its settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nSet them in the environment or in .env; README.md lists them.`);
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
