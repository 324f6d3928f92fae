/** The popup before there is a wallet, and when its vault cannot be read. */

import type { Text } from '../../lib/text.ts';
import { Logo } from '../components/logo.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../text.ts';

export const First = () => (
  <div className="popup">
    <main className="gate" data-testid="welcome">
      <div className="gate-form">
        <Logo className="emblem" />
        <h1>{t('home.first.title')}</h1>
        <p className="muted">{t('home.first.more')}</p>
        <a className="btn btn-ink btn-wide" href="tab.html#/welcome" target="vouch" data-testid="begin">
          {t('home.first.begin')}
        </a>
      </div>
    </main>
  </div>
);

export const Broken = ({ error }: { error: Text }) => (
  <div className="popup">
    <main className="gate">
      <div className="gate-form">
        <Logo className="emblem" />
        <h1>{t('home.broken.title')}</h1>
        <Note level="danger">{t(error)}</Note>
        <p className="muted">{t('home.broken.more')}</p>
        <a className="btn btn-wide" href="tab.html#/forgotten" target="vouch">
          {t('home.broken.ways')}
        </a>
      </div>
    </main>
  </div>
);

/** The worker did not answer. */
export const Silent = ({ error }: { error: Text }) => (
  <div className="popup">
    <main className="gate">
      <div className="gate-form">
        <h1>{t('home.silent.title')}</h1>
        <Note level="care">{t(error)}</Note>
        <button type="button" className="btn btn-ink btn-wide" onClick={() => location.reload()}>
          {t('home.silent.again')}
        </button>
      </div>
    </main>
  </div>
);
