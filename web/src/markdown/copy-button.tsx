import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { announce } from '../state/announcer';

const TICK_MS = 2000;
const REFUSED = 'Not copied: the browser refused. Press Ctrl C.';

interface Properties {
  readonly text: string;
  /** What is copied, for those who hear the button: "this code", "this answer". */
  readonly what: string;
  /** Selects the text on the page, so that the reader can copy it by key. */
  readonly select?: () => void;
}

/** Copies a text and says so with a tick, or says that the browser refused and leaves the text selected. */
export const CopyButton = ({ text, what, select }: Properties): JSX.Element => {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (outcome !== 'copied') return undefined;
    const timer = setTimeout(setOutcome, TICK_MS, undefined);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (): Promise<void> => {
    const isCopied = await copied(text);
    if (!isCopied) select?.();
    setOutcome(isCopied ? 'copied' : 'refused');
    announce(isCopied ? 'Copied.' : REFUSED);
  };
  return (
    <>
      {outcome === 'refused' && <span class="refused">{REFUSED}</span>}
      <button type="button" class="tool small" onClick={() => void copy()}>
        <Icon name={outcome === 'copied' ? 'done' : 'copy'} />Copy<span class="unseen"> {what}</span>
      </button>
    </>
  );
};

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // refused, or a page that is not served safely has no clipboard
  }
}
