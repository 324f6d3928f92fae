/** Fresh parts, a new key, alert mode: each says what it does not do before it asks for the password. */
import { useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { ProtectionView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { clockTime, useNow } from '../components/time.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Confirm } from './confirm.tsx';

type Props = { protection: ProtectionView };

export const Upkeep = ({ protection: { epoch, fingerprint, refreshedAt, nextRefreshAt } }: Props) => {
  const [asked, setAsked] = useState<'refresh' | 'rekey' | null>(null);
  const today = useNow(nextRefreshAt ?? 0);
  return (
    <section className="card" aria-labelledby="upkeep">
      <h2 id="upkeep">{t('protect.upkeep')}</h2>
      <p className="muted">
        <b data-testid="epoch" data-epoch={epoch}>
          {t('protect.epoch', { epoch: String(epoch) })}
        </b>{' '}
        <bdi className="fingerprint" data-testid="fingerprint">
          {fingerprint.map(visible).join(' ')}
        </bdi>
        <br />
        {t('protect.epoch.lead')}
      </p>
      <p className="quiet" data-testid="refreshed">
        {refreshedAt !== null && t('protect.refresh.last', { when: clockTime(refreshedAt, today) })}{' '}
        {nextRefreshAt !== null && t('protect.refresh.next', { when: clockTime(nextRefreshAt, today) })}
      </p>
      <div className="steps">
        <Button data-testid="refresh" onClick={() => setAsked('refresh')}>
          {t('protect.refresh')}
        </Button>
        <Button data-testid="rekey" onClick={() => setAsked('rekey')}>
          {t('protect.rekey')}
        </Button>
      </div>
      {asked && (
        <Confirm
          title={t(`protect.${asked}`)}
          lead={t(`protect.${asked}.lead`)}
          verb={t(`protect.${asked}`)}
          onClose={() => setAsked(null)}
          onProof={async (proof) => void (await call(`guardians.${asked}`, { proof }))}
        />
      )}
    </section>
  );
};

export const Alert = ({ protection: { alert, canAlert } }: Props) => {
  const [asked, setAsked] = useState(false);
  const today = useNow(alert?.until ?? 0);
  if (!alert && !canAlert) return null;
  const verb = t(alert ? 'protect.alert.stop' : 'protect.alert.start');
  return (
    <section className="card" aria-labelledby="alert-mode">
      <h2 id="alert-mode">{t('protect.alert')}</h2>
      <p className="muted">{t('protect.alert.lead')}</p>
      {alert && (
        <p data-testid="alert-until">
          <b>{t('protect.alert.on', { when: clockTime(alert.until, today) })}</b>
        </p>
      )}
      <div className="steps">
        <Button data-testid="alert-mode" data-on={Boolean(alert)} onClick={() => setAsked(true)}>
          {verb}
        </Button>
      </div>
      {asked && (
        <Confirm
          title={verb}
          lead={t('protect.alert.lead')}
          verb={verb}
          onClose={() => setAsked(false)}
          onProof={async (proof) => void (await call('guardians.alert', { proof, on: !alert }))}
        />
      )}
    </section>
  );
};
