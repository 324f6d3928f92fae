/** Alt+Shift+S on any page of ours: the same as a press of "Stop all trading". @module */
import { useEffect, useRef } from 'react';

/** As `aria-keyshortcuts` writes it. */
export const STOP_KEYS = 'Alt+Shift+S';

export const useStopKey = (onStop: () => void): void => {
  const stop = useRef(onStop);
  stop.current = onStop;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // by its place: with Alt some layouts write another letter
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.code !== 'KeyS') return;
      event.preventDefault();
      if (!event.repeat) stop.current();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
};
