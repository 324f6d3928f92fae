/** Asks for the request that this window was opened for, before the rest of the page is evaluated. @module */
import { isTheme, showTheme } from '../theme.ts';
import { ask } from './ask.ts';

// A look of one's own comes along in the address, so that the first frame has it.
const theme = new URLSearchParams(location.search).get('theme');
if (isTheme(theme)) showTheme(theme);

export const firstId = location.hash.slice(1) || null;
export const first = ask(firstId);
