/** Every screen about guardians, by its path. In the full tab: they need a call, a printer or a camera beside them. */
import './guardians.css';
import { guardians } from '../../lib/text/guardians.en.ts';
import { recovery } from '../../lib/text/recovery.en.ts';
import { Note } from '../components/note.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { learn, t } from '../text.ts';
import { Card } from './card.tsx';
import { Home } from './home.tsx';
import { OwnerKey, Paper } from './paper.tsx';
import { Person } from './person.tsx';
import { Protect } from './protect.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { Relays } from './relays.tsx';
import { Screen } from './screen.tsx';

learn(guardians);
learn(recovery);

const inTab = () => location.pathname.endsWith('/tab.html');

/** @param path `/guardians` and what is below it */
export const GuardianScreens = ({ path }: { path: string }) => {
  const view = useAnswer('guardians.view', null);
  if (!inTab())
    return (
      <Screen
        title={t('protect.tab.title')}
        lead={t('protect.tab.more')}
        back={{ href: '/', label: t('protect.home') }}
      >
        <a className="btn btn-ink" href={`tab.html#${path}`} target="vouch">
          {t('protect.tab.open')}
        </a>
      </Screen>
    );
  if (!view)
    return (
      <p className="loading" role="status">
        {t('protect.loading')}
      </p>
    );
  if ('error' in view)
    return (
      <Screen title={t('protect.title')} back={{ href: '/', label: t('protect.home') }}>
        <Note level="care">{t(view.error)}</Note>
      </Screen>
    );
  const { protection, relays } = view.ok;
  const [, , place = '', id = ''] = path.split('/');
  switch (place) {
    case '':
      return <Home protection={protection} />;
    case 'protect':
    case 'change':
      return <Protect view={view.ok} />;
    case 'person':
      return <Person protection={protection} id={id} />;
    case 'rehearsal':
      return <Rehearsal protection={protection} />;
    case 'card':
      return <Card />;
    case 'paper':
      return <Paper protection={protection} id={id} />;
    case 'owner-key':
      return <OwnerKey protection={protection} />;
    case 'relays':
      return <Relays relays={relays} />;
    default:
      return (
        <Screen title={t('settings.nothing.title')}>
          <p className="muted">{t('settings.nothing.more')}</p>
        </Screen>
      );
  }
};
