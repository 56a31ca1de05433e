import { signal } from '@preact/signals';
import { enterPlace, type Place } from '../state/places';

const NEAR_PX = 48;
/** Turns that come into sight take their true height; so long a place that is gone back to is held. */
const SETTLED_MS = 300;

/** Whether the end of the conversation is in sight. */
export const isAtEnd = signal(true);

/** Whether new text is followed. It lets go when one reads upward, and takes hold again at the end. */
let isHeld = true;

/** Where a chat that is just being opened was left; it is gone to once its turns are there. */
let leftAt: Place | undefined;
/** True while a chat is being opened whose newest answer nobody has seen. */
let isNews = false;
/** How far the page was scrolled before. */
let before = 0;

const distance = (): number => document.documentElement.scrollHeight - innerHeight - scrollY;
const look = (): void => void (isAtEnd.value = distance() <= NEAR_PX);

/** Who scrolls down to the end takes hold of it; not who stands there and has begun to leave it. Who gets away upward, by whatever means, lets go. */
function scrolled(): void {
  const moved = scrollY - before;
  before = scrollY;
  look();
  if (moved > 0 && isAtEnd.peek()) isHeld = true;
  if (moved < 0 && !isAtEnd.peek()) isHeld = false;
}

/** Goes to the newest text, and stays with it. */
export function toEnd(): void {
  isHeld = true;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
  look();
}

/** A chat opens at its end; with an answer that nobody has seen, at its question; by back or forward, where it was left. */
export function openPlace(hasNews: boolean): void {
  leftAt = enterPlace(isHeld ? undefined : placeNow());
  isNews = hasNews && leftAt === undefined;
  isHeld = leftAt === undefined && !hasNews;
  before = 0;
}

const turns = (): HTMLElement[] => Array.from(document.querySelectorAll<HTMLElement>('article.turn'));

/** The first turn that is in sight. */
function placeNow(): Place | undefined {
  const turn = turns().find((one) => one.getBoundingClientRect().bottom > 0);
  return turn && { name: turn.getAttribute('aria-labelledby') ?? '', top: turn.getBoundingClientRect().top };
}

function goOn(): void {
  if (isNews) return toNews();
  if (leftAt) return toPlace(leftAt);
  if (isHeld) toEnd();
  else look();
}

/** The turn takes its true height first: so far into it one was. */
function toPlace(place: Place): void {
  if (turns().length === 0) return;
  const turn = turns().find((one) => one.getAttribute('aria-labelledby') === place.name);
  turn?.style.setProperty('content-visibility', 'visible');
  if (turn) scrollBy({ top: turn.getBoundingClientRect().top - place.top, behavior: 'instant' });
  setTimeout(() => {
    turn?.style.removeProperty('content-visibility');
    if (leftAt === place) leftAt = undefined;
  }, SETTLED_MS);
  look();
}

function toNews(): void {
  const question = document.querySelector('.turn:last-of-type .question');
  question?.scrollIntoView({ block: 'start', behavior: 'instant' });
  isNews = question === null;
  look();
}

const UPWARD: ReadonlySet<string> = new Set(['PageUp', 'ArrowUp', 'Home']);

const letGo = (): void => {
  isHeld = false;
  leftAt = undefined;
};
/** Where there is nothing above, nobody reads upward. */
const letGoUpward = (): void => (scrollY > 0 ? letGo() : undefined);

/** Follows text that grows, for as long as the page lives; returns what ends it. */
export function followEnd(): () => void {
  const left = new AbortController();
  const on = { signal: left.signal, passive: true };
  const conversation = document.getElementById('conversation');
  const growth = new ResizeObserver(goOn);
  if (conversation) growth.observe(conversation);
  left.signal.addEventListener('abort', () => growth.disconnect());
  let touchedAt = 0;
  addEventListener('scroll', scrolled, on);
  addEventListener('wheel', ({ deltaY }) => deltaY < 0 && letGoUpward(), on);
  addEventListener('touchstart', ({ touches }) => void (touchedAt = touches[0]?.clientY ?? 0), on);
  addEventListener('touchmove', ({ touches }) => (touches[0]?.clientY ?? 0) > touchedAt && letGoUpward(), on);
  addEventListener('keydown', ({ key, target }) => UPWARD.has(key) && !isField(target) && letGoUpward(), on);
  document.addEventListener('selectionchange', () => isSelecting(conversation) && letGo(), on);
  conversation?.addEventListener('focusin', ({ target }) => target !== conversation && letGo(), on);
  return () => left.abort();
}

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('input, textarea');

function isSelecting(conversation: HTMLElement | null): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && (conversation?.contains(selection.anchorNode) ?? false);
}
