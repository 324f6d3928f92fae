/** The limits as a file: saved, and read back with what it would change. */
import { useState } from 'react';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { saveFile } from '../components/save-file.ts';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import type { Shown } from './editor.tsx';
import { Frame } from './frame.tsx';
import { Review } from './review.tsx';

/** 450 rules are far below that; what is larger is something else. */
const LARGEST = 1_000_000;

const Save = () => {
  const [saved, setSaved] = useState<string | null>(null);
  const { run, busy, error } = useAction();
  return (
    <section className="limits-group">
      <h2>{t('limits.export')}</h2>
      <p className="muted">{t('limits.export.more')}</p>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <Button
        data-testid="export-limits"
        aria-disabled={busy || undefined}
        onClick={() =>
          void run(async () => {
            const { file, name } = await call('policy.export', null);
            saveFile(file, name);
            setSaved(name);
          })
        }
      >
        {t('limits.export.save')}
      </Button>
      <p role="status">{saved && t('limits.export.saved', { name: visible(saved) })}</p>
    </section>
  );
};

/** The popup would close as soon as the browser asks for a file. */
const inTab = () => location.pathname.endsWith('/tab.html');

export const Transfer = ({ view, names }: Shown) => {
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const { run, error, setError } = useAction();
  const choose = (chosen: File | undefined) => {
    setFile(null);
    setError(null);
    if (!chosen) return;
    if (chosen.size > LARGEST) return setError({ id: 'limits.import.large' });
    void run(async () => setFile({ name: chosen.name, text: await chosen.text() }));
  };
  return (
    <Frame title={t('limits.file')}>
      {!file && <Save />}
      <section className="limits-group">
        <h2>{t('limits.import')}</h2>
        <p className="muted">{t('limits.import.more')}</p>
        {inTab() ? (
          <label className="file" key={file?.name}>
            <span className="btn">{t(file ? 'limits.import.other' : 'limits.import.choose')}</span>
            <input
              type="file"
              className="sr"
              accept=".json,application/json"
              data-testid="import-limits"
              onChange={({ currentTarget }) => choose(currentTarget.files?.[0])}
            />
            <span className="muted exact">{file && visible(file.name)}</span>
          </label>
        ) : (
          <a className="btn" href="tab.html#/limits/file" target="vouch">
            {t('limits.import.tab')}
          </a>
        )}
        {error && (
          <Note level="care" alert>
            {t('limits.import.nothing')} {t(error)}
          </Note>
        )}
      </section>
      {file && (
        <Review
          key={file.text}
          file={file.text}
          view={view}
          names={names}
          verb={t('limits.import.take')}
          isImport
          onBack={() => setFile(null)}
        />
      )}
    </Frame>
  );
};
