/** Asks for the request that this window was opened for, before the rest of the page is evaluated. @module */
import { ask } from './ask.ts';

export const firstId = location.hash.slice(1) || null;
export const first = ask(firstId);
