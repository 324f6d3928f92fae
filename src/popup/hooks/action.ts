/** One thing a person does on a screen: it runs once at a time, and its error stays until the next try. @module */
import { useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { StretchError } from '../stretch.ts';
import { textOf } from './answer.ts';

export type Action = {
  busy: boolean;
  error: Text | null;
  setError: (error: Text | null) => void;
  /** @returns whether it went through */
  run: (work: () => Promise<void>) => Promise<boolean>;
};

export const useAction = (): Action => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Text | null>(null);
  const run = async (work: () => Promise<void>) => {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (cause) {
      setError(cause instanceof StretchError ? { id: 'unlock.memory' } : textOf(cause));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, setError, run };
};
