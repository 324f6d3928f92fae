/** How many are enough, how long the wait is, and whether the owner's own page is needed too. Each choice is kept at once. */
import { useEffect, useId, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { ProtectionView } from '../../messaging/guardians-lane.ts';
import { lengthOf } from '../components/length.ts';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { whoCan } from './sentence.ts';

type Terms = Pick<ProtectionView, 't' | 'delays' | 'ownerFactor'>;
const HOUR = 60 * 60 * 1000;
/** What a wait may be chosen from, in ms: 24 hours to 30 days. */
const WAITS = [24, 48, 72, 120, 168, 240, 336, 504, 720].map((hours) => hours * HOUR);

/** Beyond this many guardians the usual number is more than half of them. */
const usual = (n: number) => Math.max(2, Math.ceil(n / 2));

export const TermsForm = ({ protection }: { protection: ProtectionView }) => {
  const id = useId();
  const [terms, setTerms] = useState<Terms>(protection);
  const { run, error } = useAction();
  useEffect(
    () => setTerms({ t: protection.t, delays: protection.delays, ownerFactor: protection.ownerFactor }),
    [protection.t, protection.delays, protection.ownerFactor],
  );
  const put = (part: Partial<Terms>) => {
    const next = { t: terms.t, delays: terms.delays, ownerFactor: terms.ownerFactor, ...part };
    setTerms(next);
    void run(async () => void (await call('guardians.plan', next)));
  };

  const names = protection.guardians.filter(({ holds }) => holds !== 'leaving').map(({ name }) => name);
  const n = names.length;
  const [first, second] = whoCan(names, terms.t);
  const choices = Array.from({ length: Math.max(0, n - 1) }, (_, i) => i + 2);

  return (
    <>
      <section className="stack" aria-labelledby={`${id}-need`}>
        <h2 id={`${id}-need`}>{t('protect.need')}</h2>
        <p className="verdict" role="status" data-testid="sentence">
          <b>{t(first)}.</b> {t(second)}
        </p>
        {n < 2 ? (
          <p className="muted">{t('protect.need.later')}</p>
        ) : (
          <div className="setting">
            <label htmlFor={`${id}-t`}>
              <small>{t('protect.need.lead')}</small>
            </label>
            <select
              id={`${id}-t`}
              className="select"
              data-testid="need"
              value={terms.t}
              onChange={({ currentTarget }) => put({ t: Number(currentTarget.value) })}
            >
              {(choices.includes(terms.t) ? choices : [...choices, terms.t]).map((k) => (
                <option key={k} value={k}>
                  {t(k === n ? 'protect.need.all' : k === usual(n) ? 'protect.need.usual' : 'protect.need.option', {
                    t: String(k),
                    n: String(n),
                  })}
                </option>
              ))}
            </select>
          </div>
        )}
      </section>

      <section className="stack" aria-labelledby={`${id}-wait`}>
        <h2 id={`${id}-wait`}>{t('protect.wait')}</h2>
        <p className="muted">{t('protect.wait.lead')}</p>
        {n < 2 ? (
          <p className="muted">{t('protect.wait.later')}</p>
        ) : (
          <div>
            {protection.rows.map(({ row, need }) => {
              const value = terms.delays[row];
              const spans = WAITS.includes(value) ? WAITS : [...WAITS, value].sort((a, b) => a - b);
              return (
                <div className="setting" key={row}>
                  <label htmlFor={`${id}-${row}`}>
                    <b>{t(`protect.wait.${row}`, { need: String(need) })}</b>
                    <small>{t(row === 'three' ? 'protect.wait.people' : 'protect.wait.owner')}</small>
                  </label>
                  <select
                    id={`${id}-${row}`}
                    className="select"
                    data-testid={`wait-${row}`}
                    value={value}
                    onChange={({ currentTarget }) =>
                      put({ delays: { ...terms.delays, [row]: Number(currentTarget.value) } })
                    }
                  >
                    {spans.map((ms) => (
                      <option key={ms} value={ms}>
                        {lengthOf(ms)}
                      </option>
                    ))}
                  </select>
                </div>
              );
            })}
          </div>
        )}
      </section>

      <div className="setting">
        <label htmlFor={`${id}-own`}>
          <b>{t('protect.ownerKey.switch')}</b>
          <small>{t(terms.ownerFactor ? 'protect.ownerKey.on' : 'protect.ownerKey.off')}</small>
        </label>
        <input
          id={`${id}-own`}
          type="checkbox"
          role="switch"
          aria-checked={terms.ownerFactor}
          className="switch"
          checked={terms.ownerFactor}
          data-testid="owner-factor"
          onChange={({ currentTarget }) => put({ ownerFactor: currentTarget.checked })}
        />
      </div>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </>
  );
};
