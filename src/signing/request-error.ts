/** What a page asked for cannot be read. @module */

import { reading } from '../lib/text/reading.en.ts';
import { fill } from '../lib/text.ts';

/** A sentence of the catalogue of readings and rules. */
export type ReadingText = { id: keyof typeof reading; params?: Record<string, string> };

/** "Invalid params" of EIP-1474, with a sentence that says what the page should send instead. */
export class RequestError extends Error {
  override name = 'RequestError';
  readonly code = -32602;
  readonly text: ReadingText;
  constructor(id: ReadingText['id'], params: Record<string, string> = {}) {
    super(fill(reading[id], params));
    this.text = { id, params };
  }
}
