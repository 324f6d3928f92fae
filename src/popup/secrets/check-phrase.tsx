import { useState } from 'react';
import { Link } from 'wouter';
import type { PhraseInfo } from '../../messaging/ui-lane.ts';
import { CheckWords } from '../onboarding/check-words.tsx';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';

/** Three words from the paper, at any time. */
export const CheckPhrase = ({ phrase }: { phrase: PhraseInfo }) => {
  const [right, setRight] = useState(false);
  return (
    <Page
      title={t('onboarding.check.title')}
      lead={t(right ? 'secrets.check.right' : 'onboarding.check.lead')}
      back="/secrets"
    >
      {right ? (
        <div className="steps">
          <Link className="btn btn-ink" href="/" data-testid="done">
            {t('secrets.check.home')}
          </Link>
        </div>
      ) : (
        <div className="narrow-form">
          <CheckWords phraseId={phrase.id} onRight={() => setRight(true)}>
            <Link className="btn btn-quiet" href={`/secrets/phrase/${phrase.id}`}>
              {t('secrets.check.show')}
            </Link>
          </CheckWords>
        </div>
      )}
    </Page>
  );
};
