import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import type { Text } from '../../lib/text.ts';
import type { StepUp } from '../../policy/verdict.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { Bar } from './bar.tsx';
import { ConnectLayout } from './connect.tsx';
import { GrantLayout } from './grant.tsx';
import { headlineOf, kindOf, layoutOf } from './layout.ts';
import { MessageLayout } from './message.tsx';
import { More, type Proving } from './more.ts';
import { MoveLayout } from './move.tsx';
import { NetworkLayout } from './network.tsx';
import { Headline, type LayoutProps } from './parts.tsx';
import { ReadableLayout } from './readable.tsx';
import { StopLayout } from './stop.tsx';
import { UnreadableLayout } from './unreadable.tsx';

/** Read from the disk only when a site asks for a session. */
const SessionLayout = lazy(async () => ({ default: (await import('./session.tsx')).SessionLayout }));

/** Read from the disk only when a request is asked for more than a press. */
const StepUpPart = lazy(async () => ({ default: (await import('./step-up.tsx')).StepUpPart }));

const Layout = (props: LayoutProps) => {
  const { view } = props;
  const layout = layoutOf(view);
  if (layout === 'stop' || layout === 'lifted' || layout === 'key') return <StopLayout {...props} />;
  if (layout === 'connect') return <ConnectLayout {...props} />;
  if (view.subject.type === 'session')
    return (
      <Suspense>
        <SessionLayout {...props} offers={view.subject.offers} />
      </Suspense>
    );
  if (layout === 'network' || !('reading' in view.subject)) return <NetworkLayout {...props} />;
  const { reading } = view.subject;
  switch (reading.kind) {
    case 'order':
    case 'cancel-or-reduce':
      return <ReadableLayout {...props} reading={reading} />;
    case 'move-funds':
      return <MoveLayout {...props} reading={reading} />;
    case 'grant-authority':
      return layout === 'grant' ? (
        <GrantLayout {...props} reading={reading} />
      ) : (
        <ReadableLayout {...props} reading={reading} />
      );
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
  onApprove: LayoutProps['onApprove'];
  onReject: () => void;
  onRejectAll: () => void;
  onShow: (id: string) => void;
  onClose: () => void;
  proving?: RefObject<Proving | null>;
  /** what it asks for besides by now, though it did not when it came */
  late?: StepUp['by'];
};

const LATE: Text[] = [{ id: 'stepUp.why.late' }];

/** What is asked besides the press stands before the button of every layout. */
const WithMore = ({
  view,
  proving,
  late,
  children,
}: Pick<Props, 'view' | 'proving' | 'late'> & { children: ReactNode }) => {
  const [first, setFirst] = useState<Text | null>({ id: 'approve.loading' });
  const before = view.verdict.stepUp;
  const stepUp = late ? { by: late, why: before?.why ?? LATE } : before;
  const part = stepUp && proving && (
    <Suspense>
      <StepUpPart view={view} stepUp={stepUp} onFirst={setFirst} proving={proving} />
    </Suspense>
  );
  // One place for both: a password that is asked for late takes back nothing that was typed, ticked or chosen.
  return <More value={part ? { part, first } : null}>{children}</More>;
};

/** One request, painted from its record alone. */
export const Request = ({
  view,
  sending,
  error,
  onApprove,
  onReject,
  onRejectAll,
  onShow,
  onClose,
  proving,
  late,
}: Props) => (
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
      <WithMore view={view} {...(proving && { proving })} {...(late && { late })}>
        <Layout
          view={view}
          shown={`${view.id}:${view.digest}`}
          sending={sending}
          onApprove={onApprove}
          onReject={onReject}
          onRejectAll={onRejectAll}
        />
      </WithMore>
    ) : (
      <Ended view={view} onClose={onClose} />
    )}
  </div>
);
