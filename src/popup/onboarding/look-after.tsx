import { useLocation } from 'wouter';
import { refresh } from '../hooks/wallet.ts';
import { t } from '../text.ts';
import { OwnPassword } from './own-password.tsx';

/** "I was asked to look after someone": a password, and on to the page where the link is pasted. No wallet is made. */
export const LookAfter = () => {
  const [, go] = useLocation();
  return (
    <OwnPassword
      lead={t('door.guard.lead')}
      onMade={async () => {
        await refresh();
        go('/people', { replace: true });
      }}
    />
  );
};
