import encodeQR from 'qr';
import { useMemo } from 'react';
import './people.css';

/** Light modules around a code, without which readers do not find it (ISO/IEC 18004). */
const QUIET = 4;

/** A text as a QR code. What stays on the page is drawn in the page. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  // one module of border comes along; the rest of the margin is ours
  const rows = useMemo(() => encodeQR(text, 'raw', { ecc: 'medium', border: 1 }), [text]);
  const size = rows.length + 2 * (QUIET - 1);
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET - 1} ${y + QUIET - 1}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} data-testid="qr">
      <path d={path} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
};
