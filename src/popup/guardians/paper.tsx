/** A page that holds a secret: shown after the password, printed, and then scanned back. */
import { useEffect, useState } from 'react';
import { now } from '../../lib/clock.ts';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { PaperPage, ProtectionView } from '../../messaging/guardians-lane.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { PasteOrScan } from '../components/paste-or-scan.tsx';
import { clockTime } from '../components/time.tsx';
import { ProofForm } from '../secrets/proof-form.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Screen } from './screen.tsx';
import { Print, SecretSheet } from './sheet.tsx';

/** Long enough for a printer that has to wake up first. Leaving the window does not hide it: printing leaves it. */
const SHOWN_MS = 5 * 60_000;

type Props = {
  what: string;
  show: (proof: Proof) => Promise<PaperPage>;
  test: (text: string) => Promise<{ good: boolean; text: Text }>;
  testedAt?: number | null;
};

const Pages = ({ what, show, test, testedAt }: Props) => {
  const [page, setPage] = useState<PaperPage | null>(null);
  const [seen, setSeen] = useState(false);
  const [testing, setTesting] = useState(false);
  const [result, setResult] = useState<{ good: boolean; text: Text } | null>(null);
  useEffect(() => {
    if (!page) return;
    const timer = setTimeout(() => setPage(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [page]);

  return (
    <>
      {page ? (
        <>
          <div className="steps">
            <Print />
            <Button data-testid="hide-page" onClick={() => setPage(null)}>
              {t('protect.paper.hide')}
            </Button>
          </div>
          <SecretSheet page={page} what={what} />
        </>
      ) : (
        <>
          {seen && <p role="status">{t('protect.paper.hidden')}</p>}
          <ProofForm
            verb={t('protect.paper.show')}
            onProof={async (proof) => {
              setPage(await show(proof));
              setSeen(true);
            }}
          />
        </>
      )}
      <section className="card stack" aria-labelledby="test">
        <h2 id="test">{t('protect.test')}</h2>
        <p className="muted">{t('protect.test.lead')}</p>
        {testedAt !== undefined && (
          <p className="quiet" data-testid="tested-at">
            {testedAt === null ? t('protect.test.never') : t('protect.test.last', { when: clockTime(testedAt, now()) })}
          </p>
        )}
        {testing ? (
          <PasteOrScan
            label={t('protect.test.text')}
            hint={t('protect.test.text.hint')}
            verb={t('protect.test.check')}
            testid="test-text"
            rows={5}
            onText={async (text) => {
              setResult(null);
              setResult(await test(text));
            }}
          />
        ) : (
          <div className="steps">
            <Button data-testid="test-page" onClick={() => setTesting(true)}>
              {t('protect.test')}
            </Button>
          </div>
        )}
        {result && (
          <div data-testid="test-result" data-good={result.good}>
            {result.good ? (
              <p className="verdict" role="status">
                {t(result.text)}
              </p>
            ) : (
              <Note level="danger" alert>
                {t(result.text)}
              </Note>
            )}
          </div>
        )}
      </section>
    </>
  );
};

export const Paper = ({ protection, id }: { protection: ProtectionView; id: string }) => {
  const guardian = protection.guardians.find((one) => one.id === id && one.kind === 'paper');
  if (!guardian)
    return (
      <Screen title={t('protect.title')}>
        <p className="muted">{t('protect.person.gone')}</p>
      </Screen>
    );
  return (
    <Screen
      title={t('protect.paper.title', { name: visible(guardian.name) })}
      lead={t('protect.paper.lead')}
      testid="paper-page"
    >
      {guardian.holds === 'none' ? (
        <Note level="info">{t('protect.paper.before')}</Note>
      ) : (
        <>
          <Note level="care">{t('protect.paper.note')}</Note>
          <Pages
            key={id}
            what={t('protect.paper.what')}
            show={(proof) => call('guardians.paper', { id, proof })}
            test={(text) => call('guardians.testPaper', { id, text })}
            testedAt={guardian.provedAt}
          />
        </>
      )}
    </Screen>
  );
};

export const OwnerKey = ({ protection }: { protection: ProtectionView }) => (
  <Screen title={t('protect.ownerKeyPage.title')} lead={t('protect.ownerKeyPage.lead')} testid="owner-key-page">
    {!protection.inForce || !protection.ownerFactor ? (
      <Note level="info">{t('protect.ownerKeyPage.off')}</Note>
    ) : (
      <>
        <Note level="care">{t('protect.ownerKeyPage.note')}</Note>
        <Pages
          what={t('protect.ownerKeyPage.what')}
          show={(proof) => call('guardians.ownerKey', { proof })}
          test={async (text) => {
            const { good } = await call('guardians.testOwnerKey', { text });
            return { good, text: { id: good ? 'protect.test.good' : 'protect.test.bad' } };
          }}
        />
      </>
    )}
  </Screen>
);
