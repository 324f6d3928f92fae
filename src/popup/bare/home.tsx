/** Home of somebody without a wallet here: whom they look after, or how far their own is on its way back. */
import { ChevronRight, LifeBuoy, type LucideIcon, PenLine, UsersRound, WalletMinimal } from 'lucide-react';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { t } from '../text.ts';
import { dutyOf } from './duty-of.ts';

type RowProps = { icon: LucideIcon; href: string; name: string; more: string; testid: string };

/** In the popup a place opens in the tab: it closes as soon as somebody reaches for their telephone. */
const Row = ({ icon, href, name, more, testid }: RowProps) => {
  const inTab = location.pathname.endsWith('/tab.html');
  return (
    <li>
      <a
        className="item"
        href={inTab ? `#${href}` : `tab.html#${href}`}
        {...(!inTab && { target: 'vouch' })}
        data-testid={testid}
      >
        <Icon of={icon} />
        <span className="item-main">
          <b>{name}</b>
          <small>{more}</small>
        </span>
        <Icon of={ChevronRight} size="sm" turns />
      </a>
    </li>
  );
};

export const BareHome = ({ recovering }: { recovering: boolean }) => {
  const answer = useAnswer('guardians.view', null);
  const duty = answer && 'ok' in answer ? dutyOf(answer.ok) : null;
  return (
    <div className="page">
      <h1>{t(recovering ? 'bare.recovery' : duty?.wards ? 'bare.people' : 'bare.title')}</h1>
      {!recovering && <p className="muted">{t('bare.lead')}</p>}
      {answer && 'error' in answer && (
        <Note level="care" alert>
          {t(answer.error)}
        </Note>
      )}
      <ul className="list bare-list">
        {recovering && (
          <Row
            icon={LifeBuoy}
            href="/recovery"
            name={t('bare.recovery')}
            more={t('bare.recovery.more')}
            testid="bare-recovery"
          />
        )}
        <Row
          icon={UsersRound}
          href="/people"
          name={duty?.loud ? t(duty.loud.id, duty.loud.params) : t('bare.people')}
          more={
            !answer
              ? t('bare.loading')
              : duty?.loud
                ? t('bare.asks.more')
                : t(!duty?.wards ? 'bare.people.none' : duty.wards === 1 ? 'bare.people.one' : 'bare.people.many', {
                    n: String(duty?.wards ?? 0),
                  })
          }
          testid="bare-people"
        />
        {!recovering && (
          <>
            <Row icon={PenLine} href="/new" name={t('bare.own')} more={t('bare.own.more')} testid="bare-new" />
            <Row
              icon={WalletMinimal}
              href="/import"
              name={t('bare.import')}
              more={t('bare.import.more')}
              testid="bare-import"
            />
            <Row icon={LifeBuoy} href="/lost" name={t('bare.lost')} more={t('bare.lost.more')} testid="bare-lost" />
          </>
        )}
      </ul>
    </div>
  );
};
