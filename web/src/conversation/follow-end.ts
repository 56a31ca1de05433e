import { signal } from '@preact/signals';
import { enterPlace, rememberPlace } from '../state/places';

const NEAR_PX = 48;

/** Whether the end of the conversation is in sight. */
export const isAtEnd = signal(true);

/** Whether new text is followed. It lets go when one reads upward, and takes hold again at the end. */
let isHeld = true;

/** Where a chat that is just being opened was left; it is gone to once the text is long enough. */
let leftAt: number | undefined;
/** True while a chat is being opened whose newest answer nobody has seen. */
let isNews = false;

const distance = (): number => document.documentElement.scrollHeight - innerHeight - scrollY;
const look = (): void => {
  if (leftAt === undefined) rememberPlace();
  isAtEnd.value = distance() <= NEAR_PX;
  if (isAtEnd.peek()) isHeld = true;
};

/** Goes to the newest text, and stays with it. */
export function toEnd(): void {
  isHeld = true;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  look();
}

/** A chat opens at its end; with an answer that nobody has seen, at its question; by back or forward, where it was left. */
export function openPlace(hasNews: boolean): void {
  leftAt = enterPlace();
  isNews = hasNews && leftAt === undefined;
  isHeld = leftAt === undefined && !hasNews;
}

function goOn(): void {
  if (isNews) return toNews();
  if (leftAt === undefined) return isHeld ? toEnd() : look();
  if (document.documentElement.scrollHeight - innerHeight < leftAt) return;
  scrollTo({ top: leftAt, behavior: 'instant' });
  leftAt = undefined;
  look();
}

function toNews(): void {
  const question = document.querySelector('.turn:last-of-type .question');
  question?.scrollIntoView({ block: 'start', behavior: 'instant' });
  isNews = question === null;
  look();
}

const UPWARD: ReadonlySet<string> = new Set(['PageUp', 'ArrowUp', 'Home']);

const letGo = (): void => void (isHeld = false);

/** Follows text that grows, for as long as the page lives; returns what ends it. */
export function followEnd(): () => void {
  const left = new AbortController();
  const on = { signal: left.signal, passive: true };
  const conversation = document.getElementById('conversation');
  const growth = new ResizeObserver(goOn);
  if (conversation) growth.observe(conversation);
  left.signal.addEventListener('abort', () => growth.disconnect());
  let touchedAt = 0;
  addEventListener('scroll', look, on);
  addEventListener('wheel', ({ deltaY }) => deltaY < 0 && letGo(), on);
  addEventListener('touchstart', ({ touches }) => void (touchedAt = touches[0]?.clientY ?? 0), on);
  addEventListener('touchmove', ({ touches }) => (touches[0]?.clientY ?? 0) > touchedAt && letGo(), on);
  addEventListener('keydown', ({ key, target }) => UPWARD.has(key) && !isField(target) && letGo(), on);
  document.addEventListener('selectionchange', () => isSelecting(conversation) && letGo(), on);
  conversation?.addEventListener('focusin', ({ target }) => target !== conversation && letGo(), on);
  return () => left.abort();
}

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('input, textarea');

function isSelecting(conversation: HTMLElement | null): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && (conversation?.contains(selection.anchorNode) ?? false);
}
