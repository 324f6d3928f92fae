/** The guardians, a row each: who, how they stand, what that means. */
import { ChevronRight, Clock, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { now } from '../../lib/clock.ts';
import type { GuardianView } from '../../messaging/guardians-lane.ts';
import { Icon } from '../components/icon.tsx';
import { Who } from '../components/who.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { type Mark, standing } from './standing.ts';

/** The badge of a guardian's mark. */
export const stateOf = (mark: Mark): { state?: 'yes' | 'late' } =>
  mark === 'open' ? {} : { state: mark === 'well' ? 'yes' : 'late' };

const Row = ({ guardian, later }: { guardian: GuardianView; later: boolean }) => {
  const { mark, text, more } = standing(guardian, now(), later);
  const name = visible(guardian.name);
  const href = `/guardians/person/${guardian.id}`;
  const late = mark === 'late' || mark === 'bad';
  return (
    <li
      className="person"
      data-testid={`guardian-${guardian.name}`}
      data-id={guardian.id}
      data-mark={mark}
      data-holds={guardian.holds}
      data-pairing={guardian.pairing}
    >
      <Who name={guardian.name} kind={guardian.kind} {...stateOf(mark)} />
      <div className="person-main">
        <b>{name}</b>
        <small className={late ? `late${mark === 'bad' ? ' late-bad' : ''}` : undefined} data-testid="standing">
          {late && <Icon of={mark === 'bad' ? TriangleAlert : Clock} size="sm" />}
          <span>{t(text)}</span>
        </small>
        {more && <small>{t(more)}</small>}
        {guardian.reach && <small className="reach">{visible(guardian.reach)}</small>}
      </div>
      {late ? (
        <Link
          className="btn"
          href={href}
          aria-label={t(guardian.quiet ? 'protect.contact.name' : 'protect.see.name', { name })}
          data-testid="more"
        >
          {t(guardian.quiet ? 'protect.contact' : 'protect.see')}
        </Link>
      ) : (
        <Link className="icon-btn" href={href} aria-label={t('protect.more', { name })} data-testid="more">
          <Icon of={ChevronRight} turns />
        </Link>
      )}
    </li>
  );
};

export const People = ({ guardians, later }: { guardians: readonly GuardianView[]; later: boolean }) => (
  <ul aria-label={t('protect.list')} data-testid="guardians">
    {guardians.map((guardian) => (
      <Row key={guardian.id} guardian={guardian} later={later} />
    ))}
  </ul>
);
