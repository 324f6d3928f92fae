/** Choosing who can bring the wallet back: the first time, and every change of it later. */
import { FileText, Laptop, UserRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { GuardianKind, GuardiansView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { Cans } from './cans.tsx';
import { Confirm } from './confirm.tsx';
import { GuardianForm } from './guardian-form.tsx';
import { Announced } from './news.tsx';
import { People } from './people.tsx';
import { Screen } from './screen.tsx';
import { TermsForm } from './terms.tsx';

/** What the worker wants to read where a warning has to be typed. */
const ACCEPT = 'ACCEPT';
const KINDS = [
  { kind: 'person', icon: UserRound },
  { kind: 'device', icon: Laptop },
  { kind: 'paper', icon: FileText },
] as const;

const OwnName = ({ name }: { name: string }) => {
  const [saved, setSaved] = useState(false);
  const { run, error } = useAction();
  const save = (value: string) =>
    value !== name &&
    void run(async () => {
      await call('guardians.setName', { name: value });
      setSaved(true);
    });
  return (
    <Field
      label={t('protect.name')}
      hint={saved ? t('protect.saved') : t('protect.name.hint')}
      defaultValue={name}
      maxLength={60}
      autoCapitalize="words"
      data-testid="own-name"
      {...(error && { error: t(error) })}
      onInput={() => setSaved(false)}
      onKeyDown={(event) => event.key === 'Enter' && save(event.currentTarget.value.trim())}
      onBlur={({ currentTarget }) => save(currentTarget.value.trim())}
    />
  );
};

const Add = () => {
  const [kind, setKind] = useState<GuardianKind | null>(null);
  if (kind)
    return (
      <GuardianForm
        key={kind}
        kind={kind}
        onCancel={() => setKind(null)}
        onSave={async (about) => {
          await call('guardians.add', { kind, ...about });
          setKind(null);
        }}
      />
    );
  return (
    <div className="steps">
      {KINDS.map((one) => (
        <Button key={one.kind} icon={one.icon} data-testid={`add-${one.kind}`} onClick={() => setKind(one.kind)}>
          {t(`protect.add.${one.kind}`)}
        </Button>
      ))}
    </div>
  );
};

export const Protect = ({ view: { protection, name } }: { view: GuardiansView }) => {
  const { guardians, warnings, missing, changed, change, inForce } = protection;
  const [, go] = useLocation();
  const [asked, setAsked] = useState(false);
  const [untyped, setUntyped] = useState(false);
  const typed = useRef<HTMLInputElement>(null);
  const { run, busy, error } = useAction();
  const later = inForce !== null;
  const typing = warnings.some((warning) => warning.typed);
  const verb = t(later ? 'protect.announce' : 'protect.protect');
  const able = !missing && (changed || !later);

  const ready = () => {
    if (!typing) return true;
    const right = typed.current?.value.trim() === ACCEPT;
    setUntyped(!right);
    if (!right) typed.current?.focus();
    return right;
  };

  return (
    <Screen
      title={t(later ? 'protect.change.title' : 'protect.protect.title')}
      lead={t(later ? 'protect.change.lead' : 'protect.protect.lead')}
      testid="protect-page"
    >
      {change && <Announced change={change} />}
      {!later && <Cans />}
      <OwnName name={name} />

      <section className="stack" aria-labelledby="who">
        <h2 id="who">{t('protect.people')}</h2>
        {guardians.length < 3 && <p className="muted">{t('protect.people.lead')}</p>}
        <People guardians={guardians} later={later} />
        <Add />
      </section>

      <TermsForm protection={protection} />

      {warnings.length > 0 && (
        <section className="stack" aria-label={t('protect.warnings')} data-testid="warnings">
          {warnings.map((warning) => (
            <Note key={`${warning.text.id}${JSON.stringify(warning.text.params)}`} level="care">
              {t(warning.text)}
            </Note>
          ))}
        </section>
      )}

      <section className="stack finish" aria-label={verb}>
        <p className="muted" role="status" data-testid="missing">
          {missing
            ? t(missing)
            : later && !changed
              ? t('protect.change.same')
              : t(later ? 'protect.announce.more' : 'protect.protect.more')}
        </p>
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button
            look="ink"
            data-testid="protect"
            aria-disabled={!able || undefined}
            onClick={() => able && setAsked(true)}
          >
            {verb}
          </Button>
          {later && changed && (
            <Button
              data-testid="undo-draft"
              aria-disabled={busy || undefined}
              onClick={() => void run(async () => void (await call('guardians.undoDraft', null)))}
            >
              {t('protect.change.undo')}
            </Button>
          )}
        </div>
      </section>

      {asked && (
        <Confirm
          title={verb}
          lead={t(later ? 'protect.announce.more' : 'protect.protect.more')}
          verb={verb}
          ready={ready}
          onClose={() => setAsked(false)}
          onProof={async (proof) => {
            await call('guardians.protect', { proof, typed: typing ? ACCEPT : null });
            go('/guardians');
          }}
        >
          {typing && (
            <>
              {warnings
                .filter((warning) => warning.typed)
                .map((warning) => (
                  <Note key={warning.text.id} level="danger">
                    {t(warning.text)}
                  </Note>
                ))}
              <Field
                ref={typed}
                label={t('protect.typed', { word: ACCEPT })}
                data-testid="typed"
                onInput={() => setUntyped(false)}
                {...(untyped && { error: t('protect.typed.wrong', { word: ACCEPT }) })}
              />
            </>
          )}
        </Confirm>
      )}
    </Screen>
  );
};
