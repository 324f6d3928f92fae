/**
 * The steps by which a request goes through the journal. Each ends with one durable write, so the worker may die before
 * or after any of them; the next worker carries on from the record. The death test walks this table
 * (`e2e/lifecycle/death.spec.ts`), and a step that is taken without a row here does not type-check.
 * @module
 */
export const STEPS = {
  record: 'the request is written down, with its digest, reading and verdict',
  surface: 'a window or the inbox shows it',
  decide: 'the answer of the person is written down',
  keep: 'a transaction is signed; its bytes and nonce are in IndexedDB',
  broadcast: 'the node has the bytes',
  settle: 'signature and `approved` (or the error and its state) are one write',
  log: 'the activity has an entry',
  deliver: 'the page has been told',
  forget: 'the record is marked as delivered',
} as const;

export type Step = keyof typeof STEPS;
