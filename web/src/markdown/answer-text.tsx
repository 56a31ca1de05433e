import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { After, TopBlock } from './block';
import { type Block, BlockReader, type Blocks } from './blocks';
import type { End } from './end-mark';
import { useKeptFocus } from './focus';
import { useFramed } from './framed';

const HEARD_AFTER_END_MS = 1000;

interface Properties {
  readonly text: string;
  readonly isWriting: boolean;
  /** The mark behind the last word; what `isWriting` says, unless given. */
  readonly end?: End;
  /** Whether the text is read out as it is written. */
  readonly announce?: boolean;
}

/**
 * The text of an answer, as Markdown. Give it the text as often as it grows: it draws at most once a frame, and only what has changed.
 * Finished blocks stand in a part that is read out, the block being written in one that is not.
 */
export const AnswerText = ({ text, isWriting, end = isWriting ? 'writing' : 'whole', announce = true }: Properties): JSX.Element => {
  const box = useRef<HTMLDivElement>(null);
  const { finished, unfinished } = useBlocks(text, isWriting);
  const isHeard = useLingering(isWriting && announce);
  const endOfFinished = isWriting ? 'none' : end;
  useKeptFocus(box, finished.length);
  const done = useMemo(() => topBlocks(finished, 0, endOfFinished), [finished, endOfFinished]);
  const tail = useMemo(() => topBlocks(unfinished, finished.length, end), [unfinished, end]);
  const nextLine = unfinished.length === 0 && finished.length > 0 && <After end={end} />;
  return (
    <div class="prose" ref={box}>
      <div class="done" aria-live={isHeard ? 'polite' : undefined} aria-relevant={isHeard ? 'additions' : undefined}>{done}</div>
      {isWriting && <div class="tail">{tail}{nextLine}</div>}
    </div>
  );
};

const topBlocks = (blocks: readonly Block[], before: number, end: End): JSX.Element[] =>
  blocks.map((block, index) => <TopBlock key={before + index} block={block} end={index === blocks.length - 1 ? end : 'none'} />);

function useBlocks(text: string, isWriting: boolean): Blocks {
  const [reader] = useState(() => new BlockReader());
  const drawn = useFramed(text, isWriting);
  return useMemo(() => (isWriting ? reader.read(drawn) : reader.end(drawn)), [drawn, isWriting]);
}

/** True while it is, and a second longer: what came last is still read out. */
function useLingering(isOn: boolean): boolean {
  const [lingers, setLingers] = useState(isOn);
  useEffect(() => {
    if (isOn) return setLingers(true);
    const timer = setTimeout(setLingers, HEARD_AFTER_END_MS, false);
    return () => clearTimeout(timer);
  }, [isOn]);
  return isOn || lingers;
}
