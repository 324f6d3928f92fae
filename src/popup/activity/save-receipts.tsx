/** All lines as a file: what it is for is said before it is saved. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { UiLane } from '../../messaging/ui-lane.ts';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { saveFile } from '../components/save-file.ts';
import { Sentence } from '../components/sentence.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';

type As = UiLane['receipts.export'][0]['as'];
type Checked = UiLane['receipts.check'][1];

export const SaveReceipts = ({ checked }: { checked: Checked | null }) => {
  const [saved, setSaved] = useState<{ as: As; file: string; key: string | null } | null>(null);
  const { run, busy, error } = useAction();
  const save = (as: As) =>
    run(async () => {
      const { file, name } = await call('receipts.export', { as });
      saveFile(file, name);
      // made by the first export
      const { key } = await call('receipts.check', null);
      setSaved({ as, file: name, key });
    });
  return (
    <section className="stack receipts" aria-labelledby="receipts">
      <h2 className="head" id="receipts">
        {t('receipts.title')}
      </h2>
      {checked && !checked.broken && (
        <p className="muted" data-testid="receipts-checked">
          {checked.count === 1 ? t('receipts.checkedOne') : t('receipts.checked', { n: String(checked.count) })}
        </p>
      )}
      <p className="muted">{t('receipts.lead')}</p>
      {checked?.key === null && !saved?.key && (
        <p className="muted" data-testid="receipts-no-key">
          {t('receipts.noKey')}
        </p>
      )}
      <div className="buttons">
        {(['json', 'csv'] as const).map((as) => (
          <Button
            key={as}
            icon={Download}
            data-testid={`receipts-${as}`}
            aria-disabled={busy || undefined}
            onClick={() => void save(as)}
          >
            {t(`receipts.${as}`)}
          </Button>
        ))}
      </div>
      {saved && (
        <div className="stack" role="status" data-testid="receipts-saved">
          <p>{t(saved.as === 'json' ? 'receipts.saved' : 'receipts.savedCsv', { file: saved.file })}</p>
          {saved.as === 'json' && saved.key !== null && (
            <p>
              {t('receipts.key')} <Address of={saved.key} />
            </p>
          )}
        </div>
      )}
      {error && (
        <Note level="care" alert>
          <Sentence text={error} plain />
        </Note>
      )}
    </section>
  );
};
