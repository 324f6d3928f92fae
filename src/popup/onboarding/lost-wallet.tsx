/** "I lost my wallet": first what is quicker than a recovery, then what a recovery needs, then a password for this computer. */
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { useWallet } from '../hooks/use-wallet.ts';
import { refresh } from '../hooks/wallet.ts';
import { t } from '../text.ts';
import '../components/people.css';
import type { StepProps } from './onboarding.tsx';
import { OwnPassword } from './own-password.tsx';
import { Back, Sheet } from './sheet.tsx';

const NEEDED = ['card', 'call', 'time'] as const;
const NOT_NEEDED = ['phrase', 'password'] as const;

export const LostWallet = ({ bare }: StepProps) => {
  const [step, setStep] = useState<'device' | 'found' | 'needed' | 'password'>('device');
  const [, go] = useLocation();
  const wallet = useWallet();
  const { run, busy, error } = useAction();
  const begin = async () => {
    await call('recovery.begin', null);
    await refresh();
    go('/recovery', { replace: true });
  };
  if (wallet && 'state' in wallet && wallet.state.phase === 'bare' && wallet.state.recovering)
    return <Redirect to="/recovery" replace />;

  if (step === 'password') return <OwnPassword lead={t('lost.password.lead')} onMade={begin} />;

  if (step === 'device')
    return (
      <Sheet key="device" title={t('lost.device.title')} lead={t('lost.device.lead')}>
        <div className="steps">
          <Button data-testid="have-device" onClick={() => setStep('found')}>
            {t('lost.device.yes')}
          </Button>
          <Button data-testid="no-device" onClick={() => setStep('needed')}>
            {t('lost.device.no')}
          </Button>
        </div>
        {!bare && (
          <p className="muted">
            {t('lost.device.else')} <Link href="/import">{t('lost.device.phrase')}</Link>,{' '}
            <Link href="/restore">{t('lost.device.file')}</Link>.
          </p>
        )}
        <Back />
      </Sheet>
    );

  if (step === 'found')
    return (
      <Sheet key="found" title={t('lost.found.title')} lead={t('lost.found.lead')}>
        <ul className="plain">
          {(['open', 'stolen', 'broken'] as const).map((one) => (
            <li key={one}>
              <Icon of={Check} size="sm" />
              {t(`lost.found.${one}`)}
            </li>
          ))}
        </ul>
        <div className="steps">
          <Button data-testid="no-device" onClick={() => setStep('needed')}>
            {t('lost.found.no')}
          </Button>
          <Button look="quiet" onClick={() => setStep('device')}>
            {t('onboarding.backStep')}
          </Button>
        </div>
      </Sheet>
    );

  return (
    <Sheet key="needed" title={t('lost.needed.title')} lead={t('lost.needed.lead')}>
      <div className="stack-lg">
        <ul className="plain" aria-label={t('lost.needed.title')}>
          {NEEDED.map((one) => (
            <li key={one}>
              <Icon of={Check} size="sm" />
              <span>
                <b>{t(`lost.needed.${one}`)}</b> {t(`lost.needed.${one}.more`)}
              </span>
            </li>
          ))}
        </ul>
        <ul className="plain" aria-label={t('lost.notNeeded.title')}>
          {NOT_NEEDED.map((one) => (
            <li key={one}>
              <Icon of={X} size="sm" />
              <span>{t(`lost.notNeeded.${one}`)}</span>
            </li>
          ))}
        </ul>
        <Note level="info">{t('lost.needed.note')}</Note>
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button
            look="ink"
            data-testid="begin-recovery"
            aria-disabled={busy || undefined}
            onClick={() => (bare ? void run(begin) : setStep('password'))}
          >
            {t('lost.needed.go')}
          </Button>
          <Button look="quiet" onClick={() => setStep('device')}>
            {t('onboarding.backStep')}
          </Button>
        </div>
      </div>
    </Sheet>
  );
};
