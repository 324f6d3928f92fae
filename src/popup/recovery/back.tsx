/** The wallet is back: what came back, whether it was lost or stolen, and what still needs its owner. */
import { useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { RecoveryView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { TimeLeft } from '../components/time.tsx';
import { CopyAddress } from '../home/copy-address.tsx';
import { useAction } from '../hooks/action.ts';
import { refresh } from '../hooks/wallet.ts';
import { t } from '../text.ts';

const WAYS = ['lost', 'stolen'] as const;
const FIRST = ['new', 'free', 'venues', 'positions', 'rights', 'people'] as const;
const LEFT = ['venues', 'rights', 'sessions', 'people', 'rehearse'] as const;

const Rekeyed = ({ done, of }: NonNullable<RecoveryView['rekeyed']>) => (
  <section className="paper pad stack" aria-labelledby="fresh" data-testid="rekeyed">
    <h2 id="fresh" className="big">
      {t('back.fresh')}
    </h2>
    <p className="muted">{t('back.fresh.more')}</p>
    <svg
      className="meter"
      role="progressbar"
      aria-label={t('back.fresh')}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={done}
    >
      <rect width={`${of ? (done / of) * 100 : 0}%`} height="100%" fill="currentColor" />
    </svg>
    <p role="status">{t(done === of ? 'back.fresh.all' : 'back.fresh.some', { n: String(done), of: String(of) })}</p>
  </section>
);

const LostOrStolen = ({ lost }: { lost: RecoveryView['lost'] }) => {
  const { run, busy, error } = useAction();
  return (
    <section className="paper pad stack" aria-labelledby="lost">
      <h2 id="lost" className="big">
        {t('back.lost')}
      </h2>
      <fieldset disabled={busy}>
        <legend className="sr">{t('back.lost')}</legend>
        <div className="choices">
          {WAYS.map((one) => (
            <label className="choice" key={one}>
              <input
                className="radio"
                type="radio"
                name="lost"
                checked={lost === one}
                data-testid={`answer-${one}`}
                onChange={() =>
                  void run(async () => {
                    await call('recovery.answer', { lost: one });
                  })
                }
              />
              <span>
                <b>{t(`back.lost.${one}`)}</b>
                <small>{t(`back.lost.${one}.more`)}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </section>
  );
};

const Stolen = () => (
  <section className="paper pad stack" aria-labelledby="thief" data-testid="stolen">
    <h2 id="thief" className="big">
      {t('thief.title')}
    </h2>
    <Note level="care">{t('thief.has')}</Note>
    <ol className="how-to">
      {FIRST.map((one) => (
        <li key={one}>
          <b>{t(`thief.${one}`)}</b> {t(`thief.${one}.more`)}
        </li>
      ))}
    </ol>
  </section>
);

const StillYours = () => (
  <section className="paper pad stack" aria-labelledby="left" data-testid="checklist">
    <h2 id="left" className="big">
      {t('left.title')}
    </h2>
    <p className="muted">{t('left.lead')}</p>
    <ul className="points-list">
      {LEFT.map((one) => (
        <li key={one}>
          <b>{t(`left.${one}`)}</b> {t(`left.${one}.more`)}
        </li>
      ))}
    </ul>
  </section>
);

export const WalletBack = ({ view }: { view: RecoveryView }) => {
  const [, go] = useLocation();
  const { run, busy, error } = useAction();
  const finish = () =>
    run(async () => {
      await call('recovery.done', null);
      await refresh();
      go('/', { replace: true });
    });
  return (
    <>
      <header className="page-head">
        <h1>{t('back.title')}</h1>
        <p className="lead">{t('back.lead')}</p>
      </header>
      <div className="recover-parts" data-testid="wallet-back">
        <section className="paper pad stack" aria-labelledby="addresses">
          <h2 id="addresses" className="big">
            {t(view.addresses.length === 1 ? 'back.address' : 'back.addresses')}
          </h2>
          {view.addresses.length ? (
            <ul data-testid="recovered-addresses">
              {view.addresses.map((address) => (
                <li key={address}>
                  <CopyAddress address={address} />
                </li>
              ))}
            </ul>
          ) : (
            <p>{t('back.none')}</p>
          )}
          {view.backupAt !== null && (
            <p className="muted">
              {t('back.date')} <TimeLeft at={view.backupAt} />. {t('back.date.more')}
            </p>
          )}
        </section>
        <LostOrStolen lost={view.lost} />
        {view.lost === 'stolen' && <Stolen />}
        {view.rekeyed && <Rekeyed {...view.rekeyed} />}
        <StillYours />
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button
            look="ink"
            data-testid="recovery-done"
            aria-disabled={busy || view.lost === null || undefined}
            onClick={() => view.lost !== null && void finish()}
          >
            {t('back.done')}
          </Button>
          {view.lost === null && <span className="muted">{t('back.first')}</span>}
        </div>
      </div>
    </>
  );
};
