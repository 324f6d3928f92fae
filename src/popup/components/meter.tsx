/** A bar beside the same in words. From 90 % it is amber. Its width is an SVG attribute: styles stay in the style sheet. */
export const Meter = ({ label, value, max }: { label: string; value: number; max: number }) => {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> cannot be drawn as ours without inline styles
    <svg
      className={share >= 0.9 ? 'meter meter-care' : 'meter'}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
    >
      <rect width={`${share * 100}%`} height="100%" fill="currentColor" />
    </svg>
  );
};
