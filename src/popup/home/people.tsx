/** On home, only when there is something: an alarm, a wallet that has just come back, and the people this person looks after. */
import { ChevronRight, LifeBuoy, TriangleAlert, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { now } from '../../lib/clock.ts';
import { recovery } from '../../lib/text/recovery.en.ts';
import { stepUp } from '../../lib/text/step-up.en.ts';
import { firstTold, isOpen, pathOf } from '../alarm/alarms.ts';
import { dutyOf } from '../bare/duty-of.ts';
import { Icon } from '../components/icon.tsx';
import { Sentence } from '../components/sentence.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { learn, t } from '../text.ts';

learn(recovery);
learn(stepUp);

type RowProps = { icon: typeof UsersRound; href: string; testid: string; children: ReactNode };

const Row = ({ icon, href, testid, children }: RowProps) => (
  <a className="guarded" href={`tab.html#${href}`} target="vouch" data-testid={testid}>
    <Icon of={icon} size="sm" />
    <span>{children}</span>
    <Icon of={ChevronRight} size="sm" turns />
  </a>
);

/** Of the alarms those that still need somebody, and a recovery that went through without an answer. */
export const Alarms = () => {
  const alarms = useAnswer('guardians.alarms', null);
  if (!alarms || !('ok' in alarms)) return null;
  return alarms.ok
    .filter((alarm) => isOpen(alarm) || (alarm.mine && alarm.over === 'opened' && alarm.answered === null))
    .map((alarm) => (
      <Row key={pathOf(alarm)} icon={TriangleAlert} href={pathOf(alarm)} testid="home-alarm">
        <b>
          <Sentence
            text={{
              id: alarm.over ? 'alarm.row.opened' : alarm.mine ? 'alarm.row' : 'alarm.row.theirs',
              params: { name: alarm.name },
            }}
            plain
          />
          .
        </b>{' '}
        {t(alarm.over ? 'alarm.row.opened.more' : 'alarm.row.more')}
      </Row>
    ));
};

/** What waits here, or on another device of this person's. */
const MoneyWaits = () => {
  const own = useAnswer('wait.list', null);
  const told = useAnswer('wait.told', null);
  const waits =
    (own && 'ok' in own && own.ok.some(({ state }) => state === 'waiting' || state === 'open')) ||
    (told && 'ok' in told && firstTold(told.ok, now()) !== undefined);
  if (!waits) return null;
  return (
    <Row icon={TriangleAlert} href="/waits" testid="home-waits">
      <b>{t('wait.home')}</b> {t('wait.home.more')}
    </Row>
  );
};

/** Who asks this person for a second yes: the role, or a request. */
const CoAsks = () => {
  const duties = useAnswer('coApproval.duties', null);
  if (!duties || !('ok' in duties)) return null;
  const at = now();
  return duties.ok.flatMap(({ ward, wardName, role, requests }) => {
    const asks = requests.some(({ answer, expiresAt }) => answer === null && at < expiresAt);
    if (role !== 'offered' && !asks) return [];
    return [
      <Row key={ward} icon={TriangleAlert} href="/people" testid="home-co">
        <b>
          <Sentence text={{ id: asks ? 'co.asks' : 'co.offer', params: { name: wardName } }} plain />
        </b>
      </Row>,
    ];
  });
};

export const People = () => {
  const view = useAnswer('guardians.view', null);
  const duty = view && 'ok' in view ? dutyOf(view.ok) : null;
  return (
    <>
      <Alarms />
      <MoneyWaits />
      <CoAsks />
      {view && 'ok' in view && view.ok.recovery?.state === 'open' && (
        <Row icon={LifeBuoy} href="/recovery" testid="home-recovery">
          <b>{t('recovery.row')}.</b> {t('recovery.row.more')}
        </Row>
      )}
      {duty && (duty.wards > 0 || duty.loud) && (
        <Row icon={duty.loud ? TriangleAlert : UsersRound} href="/people" testid="home-people">
          <b>{t('bare.people')}.</b>{' '}
          {duty.loud
            ? t(duty.loud)
            : t(duty.wards === 1 ? 'bare.people.one' : 'bare.people.many', { n: String(duty.wards) })}
        </Row>
      )}
    </>
  );
};
