import { useEffect, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { Bar } from './bar.tsx';
import { ConnectLayout } from './connect.tsx';
import { GrantLayout } from './grant.tsx';
import { headlineOf, hostOf, kindOf, layoutOf } from './layout.ts';
import { MessageLayout } from './message.tsx';
import { MoveLayout } from './move.tsx';
import { NetworkLayout } from './network.tsx';
import { Headline, type LayoutProps } from './parts.tsx';
import { OrderLayout } from './readable.tsx';
import { StopLayout } from './stop.tsx';
import { UnreadableLayout } from './unreadable.tsx';

const Layout = (props: LayoutProps) => {
  const { view } = props;
  const layout = layoutOf(view);
  if (layout === 'stop') return <StopLayout {...props} />;
  if (layout === 'connect') return <ConnectLayout {...props} />;
  if (layout === 'network' || !('reading' in view.subject)) return <NetworkLayout {...props} />;
  const { reading } = view.subject;
  switch (reading.kind) {
    case 'order':
    case 'cancel-or-reduce':
      return <OrderLayout {...props} reading={reading} />;
    case 'move-funds':
      return <MoveLayout {...props} reading={reading} />;
    case 'grant-authority':
      return <GrantLayout {...props} reading={reading} />;
    case 'unreadable':
      return layout === 'message' && view.subject.type === 'personal-message' && view.subject.text !== undefined ? (
        <MessageLayout {...props} reading={reading} text={view.subject.text} />
      ) : (
        <UnreadableLayout {...props} reading={reading} />
      );
    default:
      return <StopLayout {...props} />;
  }
};

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

const RejectAll = ({ view, onRejectAll }: { view: ApprovalView; onRejectAll: () => void }) => {
  const count = useWaitingOf(view.origin, view.total);
  return (
    count > 1 && (
      <aside className="all">
        <Button look="quiet" data-testid="reject-all" onClick={onRejectAll}>
          {t('approve.rejectAll', { n: String(count), site: hostOf(view.origin) })}
        </Button>
      </aside>
    )
  );
};

const ENDED: Partial<Record<ApprovalView['state'], Text>> = {
  approved: { id: 'approve.ended.approved' },
  delivered: { id: 'approve.ended.answered' },
  rejected: { id: 'approve.ended.rejected' },
  expired: { id: 'approve.ended.expired' },
  void: { id: 'approve.ended.void' },
};

/** What was asked, and why nothing can be answered any more. */
const Ended = ({ view, onClose }: { view: ApprovalView; onClose: () => void }) => (
  <>
    <main>
      <section className="headline">
        <Headline text={headlineOf(view)} />
      </section>
      <Note level="care" alert>
        <Sentence text={view.ended ?? ENDED[view.state] ?? { id: 'approve.ended.void' }} plain />
      </Note>
    </main>
    <footer className="foot">
      <Button wide className="btn-tall" data-testid="close" onClick={onClose}>
        {t(view.total > 0 ? 'approve.showNext' : 'approve.close')}
      </Button>
    </footer>
  </>
);

type Props = {
  view: ApprovalView;
  sending: boolean;
  error: Text | null;
  onApprove: (accounts?: `0x${string}`[]) => void;
  onReject: () => void;
  onRejectAll: () => void;
  onShow: (id: string) => void;
  onClose: () => void;
};

/** One request, painted from its record alone. */
export const Request = ({ view, sending, error, onApprove, onReject, onRejectAll, onShow, onClose }: Props) => (
  <div
    className="popup"
    data-testid="request"
    data-request-id={view.id}
    data-kind={kindOf(view)}
    data-origin={view.origin}
    data-state={view.state}
  >
    <Bar view={view} onShow={onShow} />
    {error && (
      <div className="trouble">
        <Note level="danger" alert>
          <Sentence text={error} plain />
        </Note>
      </div>
    )}
    {view.state === 'waiting' ? (
      <>
        <Layout
          view={view}
          shown={`${view.id}:${view.digest}`}
          sending={sending}
          onApprove={onApprove}
          onReject={onReject}
        />
        <RejectAll view={view} onRejectAll={onRejectAll} />
      </>
    ) : (
      <Ended view={view} onClose={onClose} />
    )}
  </div>
);
