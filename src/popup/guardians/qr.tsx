import { useMemo } from 'react';
import { Note } from '../components/note.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { t } from '../text.ts';

/** A text as a QR code, drawn by the worker. */
export const QrOf = ({ text, label }: { text: string; label: string }) => {
  const params = useMemo(() => ({ text }), [text]);
  const answer = useAnswer('mail.qr', params);
  if (!answer) return <p className="muted">{t('protect.invite.drawing')}</p>;
  if ('error' in answer) return <Note level="care">{t(answer.error)}</Note>;
  return <QrCode rows={answer.ok.qr} label={label} />;
};
