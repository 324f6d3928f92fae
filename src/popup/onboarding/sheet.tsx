/** What every step of onboarding stands on, and its last one. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../components/button.tsx';
import { CopyAddress } from '../home/copy-address.tsx';
import { refresh } from '../hooks/wallet.ts';
import { t } from '../text.ts';

/** A sheet of onboarding: its heading is focused when it arrives, so that it is read out. */
export const Sheet = ({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ${t('app.name')}`;
    if (!document.activeElement || document.activeElement === document.body) heading.current?.focus();
  }, [title]);
  return (
    <section className="paper pad onboarding">
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="lead">{lead}</p>}
      </header>
      {children}
    </section>
  );
};

export const Back = () => (
  <Link className="btn btn-quiet" href="/welcome">
    {t('onboarding.back')}
  </Link>
);

/** `address`: null for a vault without an account. */
export const Done = ({ address }: { address: string | null }) => {
  const [, go] = useLocation();
  return (
    <Sheet
      title={t(address ? 'onboarding.done.title' : 'bare.restored')}
      lead={t(address ? 'onboarding.done.lead' : 'bare.restored.lead')}
    >
      {address && (
        <div className="card">
          <h2>{t('onboarding.done.address')}</h2>
          <CopyAddress address={address} />
        </div>
      )}
      {address && <p className="muted">{t('onboarding.done.wait.more')}</p>}
      <div className="steps">
        <Button
          look="ink"
          data-testid="done"
          onClick={() => {
            void refresh();
            go('/');
          }}
        >
          {t(address ? 'onboarding.done.open' : 'bare.restored.open')}
        </Button>
        {address && (
          <Button
            data-testid="offer-wait"
            onClick={() => {
              void refresh();
              go('/limits/money-out');
            }}
          >
            {t('onboarding.done.wait')}
          </Button>
        )}
      </div>
    </Sheet>
  );
};
