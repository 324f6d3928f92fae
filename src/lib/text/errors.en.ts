/** What Vouch says when something cannot be done: to a page and on its own screens. @module */
import { ownErrors } from './own-errors.en.ts';
import { pageErrors } from './page-errors.en.ts';

export const errors = { ...pageErrors, ...ownErrors } as const;
