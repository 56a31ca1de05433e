import type { JSX } from 'preact';
import { about } from './state/about';
import { API_ROOT } from './api/client';
import { view, type View } from './state/view';

const GROUPS: readonly { readonly name: keyof View; readonly legend: string; readonly choices: Readonly<Record<string, string>> }[] = [
  { name: 'theme', legend: 'Theme', choices: { '': 'As the system', light: 'Light', dark: 'Dark' } },
  { name: 'type', legend: 'Answers are set in', choices: { '': 'Book type', plain: 'Plain type' } },
  { name: 'density', legend: 'Spacing', choices: { '': 'Roomy', compact: 'Compact' } },
  { name: 'enter', legend: 'The Enter key', choices: { send: 'Sends', break: 'Starts a line' } },
  { name: 'announce', legend: 'Announce answers', choices: { written: 'As they are written', finished: 'When they are finished', not: 'Not' } },
];

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['Enter', 'sends'],
  ['Shift + Enter', 'starts a line'],
  ['Esc', 'closes what is open, or stops the answer'],
  ['Ctrl + K', 'finds a chat'],
  ['Ctrl + B', 'shows or hides the list'],
  ['↑ ↓ F2 Delete', 'in the list: move, rename, delete'],
  ['Alt + ↑ ↓', 'previous or next question'],
  ['End', 'the newest text'],
  ['Ctrl + Z', 'takes the last deletion back'],
];

/** How the page looks and behaves, and which keys it knows. */
export const ViewPanel = (): JSX.Element => (
  <div class="view" id="view" popover="auto" role="dialog" aria-label="View and keys">
    {GROUPS.map((group) => (
      <fieldset key={group.name}>
        <legend>{group.legend}</legend>
        {Object.entries(group.choices).map(([value, label]) => (
          <label key={value}>
            <input type="radio" name={group.name} checked={view.value[group.name] === value} onChange={() => (view.value = { ...view.peek(), [group.name]: value })} />
            {label}
          </label>
        ))}
      </fieldset>
    ))}
    <Keys />
    <Server />
  </div>
);

const Keys = (): JSX.Element => (
  <>
    <h2>Keys</h2>
    <dl class="keys">
      {KEYS.map(([keys, does]) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </>
);

const Server = (): JSX.Element => (
  <p class="server">
    {about.value && `${about.value.app_name} ${about.value.version}`}
    <br />
    {about.value?.api_url ?? API_ROOT} · <a href={`${API_ROOT}/docs`}>API docs</a>
  </p>
);
