import { type ReactNode, useEffect, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import { call } from '../../messaging/call.ts';
import { readingOf } from './layout.ts';

/** The library, the words and the markup come only when there is a description. */
const describe = async (view: ApprovalView): Promise<ReactNode> => {
  const found = await call('approval.described', { id: view.id });
  return found && (await import('./description.tsx')).descriptionOf(view, found);
};

/** What others say of a request that Vouch cannot read: each value marked as said, in no colour, never in the headline. */
export const Described = ({ view }: { view: ApprovalView }) => {
  const [said, setSaid] = useState<{ id: string; shown: ReactNode } | null>(null);
  const unreadable = readingOf(view)?.kind === 'unreadable';
  useEffect(() => {
    if (!unreadable) return;
    let gone = false;
    describe(view).then(
      (shown) => gone || setSaid({ id: view.id, shown }),
      // A description is no part of the request: without one, all of it still stands below.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [view, unreadable]);
  // Never that of the request before.
  return said?.id === view.id ? said.shown : null;
};
