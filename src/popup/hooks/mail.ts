/** While a person looks at a page about guardians, letters are fetched every few seconds instead of every minute. @module */
import { useEffect } from 'react';
import { call } from '../../messaging/call.ts';

const EVERY_MS = 5000;

export const useMail = (on: boolean): void => {
  useEffect(() => {
    if (!on) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const check = async () => {
      // locked, or no relay answers: the page says so itself
      if (!document.hidden) await call('mail.check', null).catch(() => {});
      if (!stopped) timer = setTimeout(check, EVERY_MS);
    };
    void check();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [on]);
};
