/** Whether a venue did what it was asked. Many say no with the status 200. @module */

const NO = ['err', 'error', 'failure', 'failed', 'fail', 'rejected'];
/** How deep an answer is looked through, and how much of it is quoted. */
const DEEPEST = 8;
const MOST_SAID = 200;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const words = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
};

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false || value === 0;

/** Codes that are no fault: none, zero, and those of HTTP that say yes. */
const isFault = (code: unknown): boolean => {
  if (isNothing(code)) return false;
  const number = Number(code);
  return Number.isFinite(number) && number !== 0 && (number < 200 || number > 299);
};

const said = (record: Record<string, unknown>): string =>
  words(
    ['error', 'message', 'msg', 'response', 'reason', 'data'].map((key) => record[key]).find((v) => !isNothing(v)) ??
      record,
  );

/**
 * What the venue said when it did not do all of it; null when nothing in the answer says no. One order that was not cancelled
 * among many counts: it is still there.
 */
export const refusalIn = (answer: unknown, depth = 0): string | null => {
  if (depth > DEEPEST) return null;
  if (Array.isArray(answer)) {
    for (const one of answer) {
      const found = refusalIn(one, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
  if (!isRecord(answer)) return null;
  const { status, success, code } = answer;
  const no =
    (typeof status === 'string' && NO.includes(status.toLowerCase())) ||
    success === false ||
    !isNothing(answer.error) ||
    (isFault(code) && ('msg' in answer || 'message' in answer));
  if (no) return said(answer);
  for (const value of Object.values(answer)) {
    const found = refusalIn(value, depth + 1);
    if (found !== null) return found;
  }
  return null;
};
