import { useEffect, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { t } from '../text.ts';
import { hostOf } from './layout.ts';

/** How many of one site wait: known a moment after the request is on the screen. */
const useWaitingOf = (origin: string, total: number): number => {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let gone = false;
    if (total < 2) setCount(0);
    else
      call('approval.list', null).then(
        (list) => gone || setCount(list.filter((line) => line.origin === origin).length),
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [origin, total]);
  return count;
};

/** For a site that asks again and again. */
export const RejectAll = ({ view, onRejectAll }: { view: ApprovalView; onRejectAll: () => void }) => {
  const count = useWaitingOf(view.origin, view.total);
  return (
    count > 1 && (
      <Button look="quiet" className="all" data-testid="reject-all" onClick={onRejectAll}>
        {t('approve.rejectAll', { n: String(count), site: hostOf(view.origin) })}
      </Button>
    )
  );
};
