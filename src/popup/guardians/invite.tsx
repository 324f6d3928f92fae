/** The invite of one guardian: a link or a QR code, and how long it is valid. */
import { QrCode as QrIcon, RotateCw } from 'lucide-react';
import { useId, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { GuardianView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { TimeLeft, useNow } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { pattern, t } from '../text.ts';
import { visible } from '../visible.ts';
import { CopyButton } from './copy.tsx';

export const Invite = ({ guardian }: { guardian: GuardianView }) => {
  const id = useId();
  const { invite, pairing } = guardian;
  const [shown, setShown] = useState(false);
  const { run, busy, error } = useAction();
  const today = useNow(invite?.expiresAt ?? 0);
  const open = invite !== null && pairing === 'invited' && invite.expiresAt > today;
  const [before = '', after = ''] = pattern('protect.invite.until').split('{when}');
  return (
    <section className="card stack" aria-labelledby={`${id}-title`} data-testid="invite">
      <h2 id={`${id}-title`}>{t('protect.invite')}</h2>
      {open ? (
        <>
          <p className="muted">{t('protect.invite.lead', { name: visible(guardian.name) })}</p>
          <label className="field">
            <span className="sr">{t('protect.invite.link')}</span>
            <input
              className="input mono"
              readOnly
              value={invite.link}
              data-testid="invite-link"
              onFocus={({ currentTarget }) => currentTarget.select()}
            />
          </label>
          <div className="steps">
            <CopyButton
              text={() => Promise.resolve(invite.link)}
              verb={t('protect.invite.copy')}
              testid="copy-invite"
            />
            <Button icon={QrIcon} aria-expanded={shown} data-testid="invite-qr" onClick={() => setShown(!shown)}>
              {t(shown ? 'protect.invite.qrHide' : 'protect.invite.qr')}
            </Button>
          </div>
          {shown && <QrCode text={invite.link} label={t('protect.invite.qrOf')} />}
          <p className="quiet" data-testid="invite-until">
            {before}
            <TimeLeft at={invite.expiresAt} />
            {after}
          </p>
        </>
      ) : (
        pairing !== 'mismatch' && invite && <p className="muted">{t('protect.invite.over')}</p>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div className="steps">
        <Button
          icon={RotateCw}
          {...(!open && { look: 'ink' as const })}
          data-testid="new-invite"
          aria-disabled={busy || undefined}
          onClick={() => void run(async () => void (await call('guardians.invite', { id: guardian.id })))}
        >
          {t(invite || pairing === 'mismatch' ? 'protect.invite.new' : 'protect.invite.make')}
        </Button>
        {open && <span className="quiet t-sm">{t('protect.invite.new.more')}</span>}
      </div>
    </section>
  );
};
