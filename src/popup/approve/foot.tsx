import type { ComponentProps, ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { t } from '../text.ts';
import { ApproveButton } from './approve-button.tsx';
import type { LayoutProps } from './parts.tsx';

type Props = LayoutProps & {
  approve: ReactNode;
  reject?: ReactNode;
  /** two equal halves, for what only takes away */
  even?: boolean;
  first?: ComponentProps<typeof ApproveButton>['first'];
};

/** Reject left, approve right: Esc and Ctrl+Enter. */
export const Foot = ({ shown, sending, onApprove, onReject, approve, reject, even, first }: Props) => (
  <footer className="foot">
    <div className={even ? 'decide decide-even' : 'decide'}>
      <Button data-testid="reject" onClick={onReject}>
        {reject ?? t('approve.reject')} <kbd>{t('approve.escape')}</kbd>
      </Button>
      <ApproveButton
        shown={shown}
        sending={sending}
        onPress={() => onApprove()}
        look="ink"
        shortcut
        {...(first !== undefined && { first })}
      >
        {approve}
      </ApproveButton>
    </div>
  </footer>
);
