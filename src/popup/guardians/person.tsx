/** One guardian: invite, words, letters by hand, name and contact, and the way off the list. */
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { now } from '../../lib/clock.ts';
import { call } from '../../messaging/call.ts';
import type { GuardianView, ProtectionView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { SaveLetters, TakeLetters } from '../components/letters.tsx';
import { Note } from '../components/note.tsx';
import { isOnCall } from '../components/on-call.ts';
import { clockTime, useNow } from '../components/time.tsx';
import { Who } from '../components/who.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Compare } from './compare.tsx';
import { CopyButton } from './copy.tsx';
import { GuardianForm } from './guardian-form.tsx';
import { Invite } from './invite.tsx';
import { stateOf } from './people.tsx';
import { Screen } from './screen.tsx';
import { standing } from './standing.ts';

const Off = ({ guardian, inForce, onClose }: { guardian: GuardianView; inForce: boolean; onClose: () => void }) => {
  const { run, busy, error } = useAction();
  const [, go] = useLocation();
  const name = visible(guardian.name);
  const drop = () =>
    void run(async () => {
      await call('guardians.drop', { id: guardian.id });
      go(inForce ? '/guardians/change' : '/guardians/protect');
    });
  return (
    <Dialog title={t('protect.drop', { name })} onClose={onClose}>
      <div className="stack confirm">
        <p className="muted">{t(inForce ? 'protect.drop.inForce' : 'protect.drop.draft', { name })}</p>
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button data-testid="drop-keep" onClick={onClose}>
            {t('protect.drop.keep', { name })}
          </Button>
          <Button look="text" data-testid="drop-yes" aria-disabled={busy || undefined} onClick={drop}>
            {t('protect.drop.drop')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

const ByHand = ({ guardian }: { guardian: GuardianView }) => (
  <details className="card fold" {...(guardian.unsent > 0 && { open: true })}>
    <summary data-testid="by-hand">
      <Icon of={ChevronRight} size="sm" />
      {t('protect.letters')}
    </summary>
    <div className="stack">
      <p className="muted">{t('protect.letters.lead')}</p>
      {guardian.unsent > 0 && (
        <>
          <Note level="care">
            {t(guardian.unsent === 1 ? 'protect.letters.one' : 'protect.letters.many', {
              n: String(guardian.unsent),
              name: visible(guardian.name),
            })}
          </Note>
          <SaveLetters id={guardian.id} name={guardian.name} />
          <div className="steps">
            <CopyButton
              text={async () => (await call('mail.export', { id: guardian.id })).file}
              verb={t('protect.letters.copy')}
              testid="letters-copy"
            />
          </div>
        </>
      )}
      <TakeLetters />
    </div>
  </details>
);

const About = ({ guardian }: { guardian: GuardianView }) => {
  const [saved, setSaved] = useState(false);
  return (
    <details className="card fold">
      <summary data-testid="edit">
        <Icon of={ChevronRight} size="sm" />
        {t('protect.edit')}
      </summary>
      <GuardianForm
        kind={guardian.kind}
        of={guardian}
        onSave={async (about) => {
          await call('guardians.edit', { id: guardian.id, ...about });
          setSaved(true);
        }}
      />
      <p className="quiet t-sm" role="status">
        {saved && t('protect.saved')}
      </p>
    </details>
  );
};

const Meeting = ({ guardian }: { guardian: GuardianView }) => {
  const [matched, setMatched] = useState(false);
  const { pairing, words, comparedAt } = guardian;
  const today = useNow(comparedAt ?? 0);
  const name = visible(guardian.name);
  const burned = pairing === 'mismatch';
  return (
    <>
      {burned && (
        <div data-testid="mismatch">
          <Note level="danger" alert>
            {t('protect.words.mismatch')}
          </Note>
        </div>
      )}
      {!burned && matched && (
        <p className="verdict" role="status" data-testid="matched">
          {t('protect.words.matched', { name })}
        </p>
      )}
      {!burned && words && isOnCall(guardian, today) && (
        <Compare guardian={guardian} words={words} onResult={setMatched} />
      )}
      {comparedAt !== null && !burned && (
        <p className="quiet" data-testid="compared-at">
          {t('protect.words.compared', { when: clockTime(comparedAt, now()) })}
        </p>
      )}
      {(pairing === 'invited' || pairing === 'expired' || burned) && <Invite guardian={guardian} />}
    </>
  );
};

export const Person = ({ protection, id }: { protection: ProtectionView; id: string }) => {
  const guardian = protection.guardians.find((one) => one.id === id);
  const [leaving, setLeaving] = useState(false);
  const inForce = protection.inForce?.guardians.includes(id) ?? false;
  if (!guardian)
    return (
      <Screen title={t('protect.title')}>
        <p className="muted">{t('protect.person.gone')}</p>
      </Screen>
    );
  const later = protection.inForce !== null;
  const { mark, text, more } = standing(guardian, now(), later);
  return (
    <Screen
      title={visible(guardian.name)}
      testid="person-page"
      back={{
        href: later ? '/guardians' : '/guardians/protect',
        label: t(later ? 'protect.back' : 'protect.protect.title'),
      }}
    >
      <div className="person person-head" data-mark={mark} data-pairing={guardian.pairing} data-testid="person">
        <Who name={guardian.name} kind={guardian.kind} {...stateOf(mark)} large />
        <div className="person-main">
          <small>{t(`protect.kind.${guardian.kind}`)}</small>
          <b className="head-standing" data-testid="standing">
            {t(text)}
          </b>
          {more && <small>{t(more)}</small>}
          {guardian.reach && <small className="reach">{visible(guardian.reach)}</small>}
        </div>
      </div>
      {guardian.kind === 'paper' ? (
        guardian.holds !== 'none' &&
        guardian.holds !== 'leaving' && (
          <Link className="btn btn-ink" href={`/guardians/paper/${id}`} data-testid="to-paper">
            {t('protect.paper.open')}
          </Link>
        )
      ) : (
        <>
          <Meeting key={id} guardian={guardian} />
          <ByHand guardian={guardian} />
        </>
      )}
      <About guardian={guardian} />
      {guardian.holds !== 'leaving' && (
        <div className="steps">
          {inForce && (
            <Button data-testid="replace" onClick={() => setLeaving(true)}>
              {t('protect.replace')}
            </Button>
          )}
          <Button data-testid="drop" onClick={() => setLeaving(true)}>
            {t('protect.drop', { name: visible(guardian.name) })}
          </Button>
        </div>
      )}
      {leaving && <Off guardian={guardian} inForce={inForce} onClose={() => setLeaving(false)} />}
    </Screen>
  );
};
