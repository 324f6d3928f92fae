/** What is told of a series of samples: nothing is left out of it. */
export type Summary = { n: number; median: number; p95: number; samples: number[] };

/** Nearest-rank percentile of sorted samples, `share` in 0..1. */
const rank = (sorted: number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;

export const summarize = (samples: number[]): Summary => {
  const sorted = [...samples].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const median =
    sorted.length % 2 ? rank(sorted, 0.5) : ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2;
  return { n: sorted.length, median, p95: rank(sorted, 0.95), samples };
};
