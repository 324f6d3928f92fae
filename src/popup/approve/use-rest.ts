import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { counts, type Press, REST_MS, type Rest, type RestEvent, rest } from './rest.ts';

/** Keeps the rest of what is on the screen. `since` names one rest, so that its line can be drawn anew. */
export const useRest = (key: string): { resting: boolean; since: number; counts: (press: Press) => boolean } => {
  const now = useRef<Rest | null>(null);
  const [since, setSince] = useState(0);
  const [rested, setRested] = useState(-1);

  const begin = useRef((event: RestEvent) => {
    now.current = rest(now.current, event);
    setSince(now.current?.since ?? 0);
  }).current;

  useLayoutEffect(() => begin({ type: 'shown', key, at: performance.now() }), [key, begin]);

  useEffect(() => {
    const back = () => document.hidden || begin({ type: 'back', at: performance.now() });
    addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [begin]);

  useEffect(() => {
    const timer = setTimeout(() => setRested(since), since + REST_MS - performance.now());
    return () => clearTimeout(timer);
  }, [since]);

  return { resting: rested !== since, since, counts: (press) => counts(now.current, press) };
};
