import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { copy } from './copy';
import { Icon } from './icon';

const TICK_MS = 2000;

interface CopyButtonProps {
  readonly text: () => string;
  /** What is copied, for those who do not see where the button stands: "this answer". */
  readonly what: string;
  readonly label?: string;
  readonly isSmall?: boolean;
  readonly onRefused?: () => void;
}

/** "Copy"; a tick says for two seconds that it did, words say when the browser refused. */
export function CopyButton({ text, what, label = 'Copy', isSmall = true, onRefused }: CopyButtonProps): JSX.Element {
  const [state, setState] = useState<'idle' | 'done' | 'refused'>('idle');
  const press = async (): Promise<void> => {
    const isCopied = await copy(text());
    setState(isCopied ? 'done' : 'refused');
    if (!isCopied) onRefused?.();
    setTimeout(() => setState('idle'), TICK_MS);
  };
  return (
    <button type="button" class={isSmall ? 'tool small' : 'tool'} onClick={() => void press()}>
      <Icon name={state === 'done' ? 'done' : 'copy'} />
      {state === 'refused' ? 'Not copied: the browser refused. Press Ctrl C.' : label}
      <span class="unseen"> {what}</span>
    </button>
  );
}
