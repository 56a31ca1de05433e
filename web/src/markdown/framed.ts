import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Drawing takes at most a quarter of the time, so that a long text leaves the page its rest. */
const REST_PER_WORK = 3;

/** The newest value, at most once a frame while it moves, however often it is given; at once when it no longer moves. */
export function useFramed<T>(value: T, isMoving: boolean): T {
  const newest = useRef(value);
  const shown = useRef(value);
  const frame = useRef(0);
  const pace = useRef({ began: 0, notBefore: 0 });
  const [, redraw] = useState(0);
  newest.current = value;
  if (!isMoving) shown.current = value;

  const draw = (now: number): void => {
    if (now < pace.current.notBefore) return void (frame.current = requestAnimationFrame(draw));
    frame.current = 0;
    shown.current = newest.current;
    pace.current.began = performance.now();
    redraw((times) => times + 1);
  };
  useLayoutEffect(() => {
    const { began } = pace.current;
    const now = performance.now();
    if (began > 0) pace.current = { began: 0, notBefore: now + REST_PER_WORK * (now - began) };
  });
  useEffect(() => {
    if (shown.current !== value && frame.current === 0) frame.current = requestAnimationFrame(draw);
  });
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return shown.current;
}
