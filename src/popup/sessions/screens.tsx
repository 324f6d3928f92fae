/** The screens of trading sessions, by their path: all of them, one, its resume, what was signed alone. */
import './sessions.css';
import { sessions } from '../../lib/text/sessions.en.ts';
import { Note } from '../components/note.tsx';
import { siteName } from '../home/short.ts';
import { useAnswer } from '../hooks/answer.ts';
import type { OpenWallet } from '../hooks/wallet.ts';
import { Page } from '../settings/page.tsx';
import { learn, t } from '../text.ts';
import { Sessions } from './list.tsx';
import { One } from './one.tsx';
import { Resume } from './resume.tsx';
import { Signed } from './signed.tsx';

learn(sessions);

const Found = ({ wallet, id, resume }: { wallet: OpenWallet; id: string; resume: boolean }) => {
  const list = useAnswer('session.list', null);
  const info = list && 'ok' in list ? list.ok.find(({ session }) => session.id === id) : undefined;
  if (!info)
    return (
      <Page title={t(list ? 'sessions.gone.title' : 'sessions.title')} back="/sessions">
        {!list && <p className="muted">{t('sessions.loading')}</p>}
        {list && 'error' in list && <Note level="care">{t(list.error)}</Note>}
        {list && 'ok' in list && <p className="muted">{t('sessions.gone.more')}</p>}
      </Page>
    );
  const site = siteName(info.session.origin);
  const own = wallet.accounts.find(({ address }) => address.toLowerCase() === info.session.account.toLowerCase());
  return resume ? (
    <Page title={t('sessions.resume.title', { site })} lead={t('sessions.resume.lead')} back="/sessions">
      <Resume info={info} />
    </Page>
  ) : (
    <Page title={site} back="/sessions">
      <One info={info} account={own?.name ?? ''} />
    </Page>
  );
};

export const SessionScreens = ({ wallet, path }: { wallet: OpenWallet; path: string }) => {
  const [, , id, way] = path.split('/');
  if (!id) return <Sessions />;
  if (id === 'signed') return <Signed />;
  return <Found key={path} wallet={wallet} id={id} resume={way === 'resume'} />;
};
