/** What a request is asked for besides a press, as the button and the page know it. @module */
import { createContext, type ReactNode } from 'react';
import type { Text } from '../../lib/text.ts';
import type { Proof } from '../../messaging/ui-lane.ts';

/** `part`: stands before the button. `first`: what has to be done before it counts; null when nothing has. */
export const More = createContext<{ part: ReactNode; first: Text | null } | null>(null);

/** The password on the screen: proved once for a press, and told of what became of it. */
export type Proving = {
  prove: () => Promise<Proof>;
  /** @returns whether it is about the password, and is said at its field */
  failed: (cause: unknown) => boolean;
};
