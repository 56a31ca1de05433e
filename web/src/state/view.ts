import { effect, signal } from '@preact/signals';
import { store, stored } from './stored';

/** How this reader wants to see the page; kept in this browser, applied before the first paint by public/view.js. */
export interface View {
  readonly theme: '' | 'light' | 'dark';
  readonly type: '' | 'plain';
  readonly density: '' | 'compact';
  readonly enter: 'send' | 'break';
  readonly announce: 'written' | 'finished' | 'not';
}

const NAME = 'view';

export const view = signal(chosen());

/** Applies each change and keeps it. */
export const startView = (): (() => void) =>
  effect(() => {
    const { theme, type, density } = view.value;
    for (const [name, value] of Object.entries({ theme, type, density })) {
      if (value === '') delete document.documentElement.dataset[name];
      else document.documentElement.dataset[name] = value;
    }
    store(NAME, view.value);
  });

function chosen(): View {
  const kept = stored(NAME);
  const of = <Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice => {
    const value: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
    return choices.find((choice) => choice === value) ?? choices[0];
  };
  return {
    theme: of('theme', ['', 'light', 'dark']),
    type: of('type', ['', 'plain']),
    density: of('density', ['', 'compact']),
    enter: of('enter', ['send', 'break']),
    announce: of('announce', ['written', 'finished', 'not']),
  };
}
