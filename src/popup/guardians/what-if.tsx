/** "What if I lose...": press the ones you imagine gone, and read whether enough are left. */
import { useMemo, useState } from 'react';
import type { GuardianView } from '../../messaging/guardians-lane.ts';
import { Who } from '../components/who.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

const Verdict = ({ lost }: { lost: readonly string[] }) => {
  const params = useMemo(() => ({ lost: [...lost] }), [lost]);
  const advice = useAnswer('guardians.whatIf', params);
  if (!advice) return null;
  if ('error' in advice) return t(advice.error);
  return (
    <span data-testid="what-if-answer" data-is={advice.ok.is}>
      <b>{t(`protect.whatIf.${advice.ok.is}`)}</b> {t(advice.ok.text)}
    </span>
  );
};

export const WhatIf = ({ guardians }: { guardians: readonly GuardianView[] }) => {
  const [lost, setLost] = useState<readonly string[]>([]);
  const toggle = (id: string) => setLost(lost.includes(id) ? lost.filter((one) => one !== id) : [...lost, id]);
  return (
    <section className="card" aria-labelledby="what-if">
      <h2 id="what-if">{t('protect.whatIf')}</h2>
      <p className="muted">{t('protect.whatIf.lead')}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: toggles beside each other, not a part of a form */}
      <div className="whatif" role="group" aria-label={t('protect.whatIf.group')}>
        {guardians.map(({ id, name, kind }) => (
          <button
            key={id}
            type="button"
            aria-pressed={lost.includes(id)}
            data-testid={`lose-${name}`}
            onClick={() => toggle(id)}
          >
            <Who name={name} kind={kind} {...(lost.includes(id) && { state: 'lost' as const })} />
            <span className="whatif-name">{visible(name)}</span>
          </button>
        ))}
      </div>
      <p className="verdict" role="status">
        {lost.length ? <Verdict lost={lost} /> : t('protect.whatIf.start')}
      </p>
    </section>
  );
};
