/** The wait: where it stands, when it ends in local time, and what makes it shorter. No red, no ticking. */
import { Check } from 'lucide-react';
import type { RecoveryView, RowView } from '../../messaging/guardians-lane.ts';
import { Icon } from '../components/icon.tsx';
import { leftOf, lengthOf } from '../components/length.ts';
import { clockTime, useNow } from '../components/time.tsx';
import { t } from '../text.ts';
import { stepOf } from './words.ts';

const Rows = ({ rows, yes }: { rows: RowView[]; yes: number }) => {
  const longest = Math.max(...rows.map(({ delay }) => delay));
  return (
    <dl className="tiers" data-testid="rows">
      {rows.map(({ row, need, delay, people }) => (
        <div key={row} data-reached={!people && yes >= need ? 'true' : undefined}>
          <dt>{people ? t('wait.row.people', { n: String(need) }) : t('wait.row', { n: String(need) })}</dt>
          <dd>
            <svg width="100%" height="12" aria-hidden="true">
              <rect width={`${(delay / longest) * 100}%`} height="12" rx="6" fill="currentColor" />
            </svg>
          </dd>
          <dd>{lengthOf(delay)}</dd>
        </div>
      ))}
    </dl>
  );
};

export const Wait = ({ view }: { view: RecoveryView }) => {
  const { startedAt, need, yes, rows, dueAt } = view;
  const today = useNow(dueAt ?? startedAt);
  const at = stepOf(view);
  const steps = [
    { name: t('wait.step.asked'), more: clockTime(startedAt, today) },
    {
      name: need === null ? t('wait.step.yes.unknown') : t('wait.step.yes', { n: String(need) }),
      more: need === null ? '' : yes >= need ? t('wait.step.enough') : t('wait.step.toGo', { n: String(need - yes) }),
    },
    {
      name: t('wait.step.wait'),
      more:
        dueAt === null
          ? rows[0]
            ? t('wait.step.orLess', { span: lengthOf(Math.max(...rows.map(({ delay }) => delay))) })
            : ''
          : dueAt > today
            ? t('wait.left', { left: leftOf(dueAt - today) })
            : t('wait.over'),
    },
    { name: t('wait.step.opens'), more: t('wait.step.opens.more') },
  ];
  return (
    <section className="paper pad stack" aria-labelledby="wait">
      <h2 id="wait" className="big">
        {t('wait.then')}
      </h2>
      <p className="muted">{t('wait.then.lead')}</p>
      {dueAt !== null && (
        <p className="due" data-testid="due">
          <small>{t('wait.earliest')}</small>
          <b>{t('time.yours', { at: clockTime(dueAt, today) })}</b>
          <span>{dueAt > today ? t('wait.left', { left: leftOf(dueAt - today) }) : t('wait.over')}</span>
        </p>
      )}
      <ol className="path">
        {steps.map(({ name, more }, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the four steps stay where they are
            key={i}
            className={i < at ? 'done' : i === at ? 'now' : undefined}
            aria-current={i === at ? 'step' : undefined}
          >
            <span className="dot">{i < at ? <Icon of={Check} /> : i === 1 && at === 1 ? yes : null}</span>
            <b>{name}</b>
            <small>{more}</small>
          </li>
        ))}
      </ol>
      {rows.length > 0 ? <Rows rows={rows} yes={yes} /> : <p className="muted">{t('wait.unknown')}</p>}
    </section>
  );
};
