/** How hard a model thinks before it answers: not at all, as it likes, or about so much. */
export type Thinking = boolean | 'low' | 'medium' | 'high';

/** How an answer is to be made. What is not set is left to the model. */
export interface GenerationSettings {
  readonly temperature?: number;
  /** Longest answer. */
  readonly max_tokens?: number;
  /** Texts that end the answer; they are no part of it. */
  readonly stop?: readonly string[];
  /** The same seed and question give the same answer, as far as the model can. */
  readonly seed?: number;
  readonly think?: Thinking;
}

export type SettingName = keyof GenerationSettings;

export const settingsWithout = (settings: GenerationSettings, names: readonly SettingName[]): GenerationSettings => filtered(settings, (name) => !names.includes(name));

/** Only what is set. */
export const settingsGiven = (settings: { readonly [Name in SettingName]?: GenerationSettings[Name] | null }): GenerationSettings => filtered(settings, () => true);

/** Those of some names that are set. */
export const settingsAmong = (settings: GenerationSettings, names: readonly SettingName[]): SettingName[] => names.filter((name) => settings[name] !== undefined);

export const SETTING_NAMES: readonly SettingName[] = ['temperature', 'max_tokens', 'stop', 'seed', 'think'];

function filtered(settings: Readonly<Partial<Record<SettingName, unknown>>>, isKept: (name: SettingName) => boolean): GenerationSettings {
  return Object.fromEntries(SETTING_NAMES.filter((name) => settings[name] !== undefined && settings[name] !== null && isKept(name)).map((name) => [name, settings[name]]));
}
