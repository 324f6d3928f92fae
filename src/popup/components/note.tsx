import { Info, OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NoteLevel } from '../../venues/reading.ts';
import { t } from '../text.ts';
import { Icon } from './icon.tsx';

const SHAPE = { info: Info, care: TriangleAlert, danger: OctagonX };

/** A level is a shape first, then a word, then a colour. `alert`: it has just come up and is read out at once. */
export const Note = ({ level, alert, children }: { level: NoteLevel; alert?: boolean; children: ReactNode }) => (
  <div className={level === 'info' ? 'note' : `note note-${level}`} role={alert ? 'alert' : undefined}>
    <Icon of={SHAPE[level]} />
    <p>
      {level !== 'info' && <span className="sr">{t(`part.note.${level}`)}</span>}
      {children}
    </p>
  </div>
);
