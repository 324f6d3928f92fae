import './people.css';

/** Light modules around a code, without which readers do not find it (ISO/IEC 18004). */
const QUIET = 4;

/** @param rows rows of modules, true is dark */
export const QrCode = ({ rows, label }: { rows: boolean[][]; label: string }) => {
  const size = rows.length + 2 * QUIET;
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} data-testid="qr">
      <path d={path} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
};
