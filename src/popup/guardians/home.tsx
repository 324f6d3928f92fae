/** The guardians of this wallet: who can bring it back, since when that is known, and what is left to do. */
import { Check, ChevronRight, Plus, Printer, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import type { ProtectionView } from '../../messaging/guardians-lane.ts';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../text.ts';
import { Cans } from './cans.tsx';
import { Announced, Plan } from './news.tsx';
import { People } from './people.tsx';
import { RehearsalCard } from './rehearsal.tsx';
import { Screen } from './screen.tsx';
import { whoCan } from './sentence.ts';
import { oneToFix } from './standing.ts';
import { Alert, Upkeep } from './upkeep.tsx';
import { WhatIf } from './what-if.tsx';

type Props = { protection: ProtectionView };

const Chip = ({ protection }: Props) => {
  const fix = protection.state === 'protected' && oneToFix(protection);
  const is = fix ? 'fix' : protection.state;
  return (
    <span
      className={is === 'protected' ? 'chip chip-plain' : 'chip chip-care'}
      data-testid="protection"
      data-state={protection.state}
    >
      <Icon of={is === 'protected' ? Check : TriangleAlert} />
      {t(`protect.state.${is}`)}
    </span>
  );
};

const Ways = ({ protection }: Props) => (
  <section aria-labelledby="ways">
    <h2 className="head" id="ways">
      {t('protect.ways')}
    </h2>
    <ul className="list">
      {protection.inForce && protection.ownerFactor && (
        <li>
          <Link className="item" href="/guardians/owner-key" data-testid="to-owner-key">
            <span className="item-main">
              <b>{t('protect.ways.owner-key')}</b>
              <small>{t('protect.ways.owner-key.on')}</small>
            </span>
            <Icon of={ChevronRight} size="sm" turns />
          </Link>
        </li>
      )}
      <li>
        <Link className="item" href="/guardians/relays" data-testid="to-relays">
          <span className="item-main">
            <b>{t('protect.ways.relays')}</b>
            <small>{t('protect.ways.relays.more')}</small>
          </span>
          <Icon of={ChevronRight} size="sm" turns />
        </Link>
      </li>
    </ul>
  </section>
);

const HOME = { href: '/', label: 'protect.home' } as const;

/** Nothing is set up: what it is, and the way in. */
const Empty = ({ protection }: Props) => (
  <Screen
    title={t('protect.sentence.nobody')}
    lead={t('protect.none.lead')}
    back={{ ...HOME, label: t(HOME.label) }}
    chip={<Chip protection={protection} />}
    testid="guardians-home"
  >
    <Cans />
    <Link className="btn btn-ink" href="/guardians/protect" data-testid="to-protect">
      {t('protect.none.begin')}
    </Link>
    <Ways protection={protection} />
  </Screen>
);

export const Home = ({ protection }: Props) => {
  const { guardians, inForce, state, plan, change } = protection;
  if (state === 'none') return <Empty protection={protection} />;
  const standing = inForce ? guardians.filter(({ id }) => inForce.guardians.includes(id)) : guardians;
  const need = inForce?.t ?? protection.t;
  const [title, more] = whoCan(
    standing.map(({ name }) => name),
    need,
  );
  const prepared = plan && guardians.find(({ id }) => id === plan.guardian);
  const done = standing.filter(({ holds }) => holds === 'holds').length;
  const lead =
    state === 'sharing'
      ? t('protect.sharing.lead', { done: String(done), n: String(standing.length) })
      : t(state === 'draft' ? 'protect.draft.lead' : state === 'rehearse' ? 'protect.rehearse.lead' : 'protect.alone');
  return (
    <Screen
      title={t(title)}
      lead={`${t(more)} ${lead}`}
      back={{ ...HOME, label: t(HOME.label) }}
      chip={<Chip protection={protection} />}
      wide
      testid="guardians-home"
    >
      {plan && prepared && <Plan plan={plan} guardian={prepared} />}
      {change && <Announced change={change} link />}
      <div className="two">
        <div className="stack-lg">
          <People guardians={guardians} later={inForce !== null} />
          <div className={inForce ? 'stack two-up' : 'stack'}>
            {inForce ? (
              <>
                <Link className="btn" href="/guardians/change" data-testid="to-change">
                  <Icon of={Plus} size="sm" /> {t('protect.change')}
                </Link>
                <Link className="btn" href="/guardians/card" data-testid="to-card">
                  <Icon of={Printer} size="sm" /> {t('protect.card')}
                </Link>
              </>
            ) : (
              <Link className="btn btn-ink" href="/guardians/protect" data-testid="to-protect">
                {t('protect.draft.go')}
              </Link>
            )}
          </div>
          {inForce && <Ways protection={protection} />}
        </div>
        <div className="stack-lg">
          {inForce && <WhatIf guardians={standing} />}
          {inForce && <RehearsalCard protection={protection} />}
          {inForce && <Alert protection={protection} />}
          {inForce && <Upkeep protection={protection} />}
          {!inForce && <Ways protection={protection} />}
          <Note level="info">{t('protect.promise', { t: String(need) })}</Note>
        </div>
      </div>
    </Screen>
  );
};
