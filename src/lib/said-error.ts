/** An error in the words of the catalogue: the base of every error that a page or a person sees. @module */

import { errors } from './text/errors.en.ts';
import { fill } from './text.ts';

export type ErrorId = keyof typeof errors;
export type ErrorText = { id: ErrorId; params?: Record<string, string> };

export class SaidError extends Error {
  override name = 'SaidError';
  readonly text: ErrorText;
  constructor(id: ErrorId, params?: Record<string, string>, options?: ErrorOptions) {
    super(fill(errors[id], params), options);
    this.text = params ? { id, params } : { id };
  }
}
