/** Two strokes that hold each other up. */
export const Logo = ({ className }: { className?: string }) => (
  <svg className={className} viewBox="0 0 24 24" fill="none" strokeWidth="4" strokeLinecap="round" aria-hidden="true">
    <path d="M4.5 10.5 10 19" stroke="currentColor" />
    <path d="M10 19 19.5 4.5" stroke="var(--color-ink)" />
  </svg>
);
