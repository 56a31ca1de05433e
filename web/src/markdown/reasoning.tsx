import type { JSX, TargetedEvent } from 'preact';
import { useMemo } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { useFramed } from './framed';
import { Scroller } from './scroller';

interface Properties {
  readonly text: string;
  readonly isRunning: boolean;
  readonly seconds?: number | undefined;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}

/** What a model thought before it answered, folded unless the reader opens it. Plain paragraphs, never read out by themselves. */
export const Reasoning = ({ text, isRunning, seconds, isOpen, onToggle }: Properties): JSX.Element | null => {
  const drawn = useFramed(text, isRunning);
  const paragraphs = useMemo(() => (isOpen || !isRunning ? paragraphsOf(drawn) : []), [drawn, isOpen, isRunning]);
  if (text === '' && !isRunning) return null;
  const toggled = ({ currentTarget }: TargetedEvent<HTMLDetailsElement>): void => {
    if (currentTarget.open !== isOpen) onToggle(currentTarget.open);
  };
  return (
    <details class="think" open={isOpen} onToggle={toggled}>
      <summary><Icon name="fold" />{summaryOf(isRunning, seconds)}</summary>
      <Scroller as="div" class="inner" label="Reasoning">
        <div>{paragraphs.map((paragraph, index) => <p key={index} dir="auto">{paragraph}</p>)}</div>
      </Scroller>
    </details>
  );
};

function summaryOf(isRunning: boolean, seconds: number | undefined): string {
  if (seconds === undefined) return isRunning ? 'Thinking' : 'Thought';
  const rounded = Math.max(1, Math.round(seconds));
  return isRunning ? `Thinking, ${rounded} s` : `Thought for ${rounded} s`;
}

const paragraphsOf = (text: string): readonly string[] => text.split(/\r?\n(?:[ \t]*\r?\n)+/).filter((paragraph) => paragraph.trim() !== '');
