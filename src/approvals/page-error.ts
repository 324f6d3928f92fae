/**
 * What a page gets instead of an answer. Codes: EIP-1193 (4xxx) and EIP-1474 (-32xxx); the four of our own lie in the
 * range that JSON-RPC leaves to implementations. `docs/errors.md` lists them for developers of dApps.
 * @module
 */
import { type ErrorId, SaidError } from '../lib/said-error.ts';
import type { Outcome } from '../messaging/page-lane.ts';

export const CODES = {
  rejected: 4001,
  unauthorized: 4100,
  unsupported: 4200,
  disconnected: 4900,
  chainDisconnected: 4901,
  unknownChain: 4902,
  invalidRequest: -32600,
  invalidParams: -32602,
  internal: -32603,
  unavailable: -32002,
  limit: -32005,
  /** nobody answered in time */
  expired: -32080,
  /** what the request depended on has gone: `data.reason` says what */
  withdrawn: -32081,
  /** a rule of the wallet forbids it: `data.rule` names the rule */
  refused: -32082,
  /** money that waits before it may go out: `data.opensAt` says until when (ms since 1970) */
  waits: -32083,
} as const;

export class PageError extends SaidError {
  override name = 'PageError';
  readonly code: number;
  readonly data: unknown;
  constructor(code: keyof typeof CODES, id: ErrorId, params?: Record<string, string>, data?: unknown) {
    super(id, params);
    this.code = CODES[code];
    this.data = data;
  }
}

/** As it travels to the page. Anything that is not meant for pages says only that it failed: details could hold secrets. */
export const toOutcome = (error: unknown): Outcome => {
  if (error instanceof PageError)
    return {
      error: { code: error.code, message: error.message, ...(error.data === undefined ? {} : { data: error.data }) },
    };
  return { error: { code: CODES.internal, message: new SaidError('error.unknown').message } };
};
