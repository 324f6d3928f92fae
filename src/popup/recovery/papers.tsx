/** What stands on paper: pages that count as one yes each, and the page that only the owner has. */
import { useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { RecoveryView } from '../../messaging/guardians-lane.ts';
import { Note } from '../components/note.tsx';
import { PasteOrScan } from '../components/paste-or-scan.tsx';
import { TimeLeft } from '../components/time.tsx';
import { Who } from '../components/who.tsx';
import { t } from '../text.ts';

export const Papers = ({ view: { papers } }: { view: RecoveryView }) => {
  const [said, setSaid] = useState<{ good: boolean; text: Text } | null>(null);
  return (
    <section className="paper pad stack" aria-labelledby="papers" data-testid="papers">
      <h2 id="papers" className="big">
        {t('papers.title')}
      </h2>
      <p className="muted">{t('papers.lead')}</p>
      {papers.length > 0 && (
        <ul>
          {papers.map(({ id, at, good }, i) => (
            <li className="person" key={id} data-testid={`paper-${id}`}>
              <Who
                name=""
                kind="paper"
                {...(good === true ? { state: 'yes' as const } : good === false ? { state: 'late' as const } : {})}
              />
              <div className="person-main">
                <b>{t('papers.page', { n: String(i + 1) })}</b>
                <small>
                  {t(good === null ? 'papers.later' : good ? 'papers.good' : 'papers.bad')} <TimeLeft at={at} />
                </small>
              </div>
            </li>
          ))}
        </ul>
      )}
      <PasteOrScan
        label={t('papers.type')}
        hint={t('papers.hint')}
        verb={t('papers.go')}
        testid="paper-text"
        rows={4}
        onText={async (text) => setSaid(await call('recovery.addPaper', { text }))}
      />
      {said &&
        (said.good ? (
          <p role="status" data-testid="paper-said">
            {t(said.text)}
          </p>
        ) : (
          <Note level="care" alert>
            {t(said.text)}
          </Note>
        ))}
    </section>
  );
};

export const OwnerPage = () => (
  <section className="paper pad stack" aria-labelledby="owner-page" data-testid="owner-page">
    <h2 id="owner-page" className="big">
      {t('ownerPage.title')}
    </h2>
    <p className="muted">{t('ownerPage.lead')}</p>
    <PasteOrScan
      label={t('ownerPage.type')}
      hint={t('papers.hint')}
      verb={t('ownerPage.go')}
      testid="owner-page-text"
      rows={3}
      onText={async (text) => {
        await call('recovery.ownerKey', { text });
      }}
    />
  </section>
);
