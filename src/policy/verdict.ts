/** What the rules say of a request. Every verdict names the rules that gave it. @module */
import type { Text } from '../lib/text.ts';

export type Level = 'info' | 'warning' | 'danger' | 'forbidden';

/**
 * `rule`: `R1` to `R18` of the rule table in `docs/rules.md`, or the name of a limit or of a session's (`limit.perOrder`). `lifted`: it would be forbidden, but the person opened the rule
 * for this site; the page asks for a typed sentence.
 */
export type Finding = { rule: string; level: Level; text: Text; lifted?: true };

/** What has to be shown besides a press of the button, and why. */
export type StepUp = { by: 'password' | 'guardian'; why: Text[] };

/**
 * - `ask`: a person decides
 * - `refuse`: no button on any screen can sign it; the page gets an error that names the first forbidden finding
 */
export type Verdict = { outcome: 'ask' | 'refuse'; findings: Finding[]; stepUp?: StepUp };
