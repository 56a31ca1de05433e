import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { copy, REFUSED } from './copy';
import { Icon } from './icon';

const TICK_MS = 2000;

interface CopyButtonProps {
  readonly text: () => string;
  /** What is copied, for those who hear the button: "this code", "this answer". */
  readonly what: string;
  readonly label?: string;
  readonly isSmall?: boolean;
  /** Selects the text on the page when the browser refused, so that it can be copied by key. */
  readonly select?: () => void;
}

/** Copies a text and says so with a tick, or says that the browser refused. */
export function CopyButton({ text, what, label = 'Copy', isSmall = true, select }: CopyButtonProps): JSX.Element {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (outcome !== 'copied') return undefined;
    const timer = setTimeout(setOutcome, TICK_MS, undefined);
    return () => clearTimeout(timer);
  }, [outcome]);
  const press = async (): Promise<void> => {
    const isCopied = await copy(text());
    if (!isCopied) select?.();
    setOutcome(isCopied ? 'copied' : 'refused');
  };
  return (
    <>
      {outcome === 'refused' && <span class="refused">{REFUSED}</span>}
      <button type="button" class={isSmall ? 'tool small' : 'tool'} onClick={() => void press()}>
        <Icon name={outcome === 'copied' ? 'done' : 'copy'} />
        {label}
        <span class="unseen"> {what}</span>
      </button>
    </>
  );
}
