/** How a limit says that it had a say. @module */
import type { Text } from '../../lib/text.ts';
import type { Level } from '../verdict.ts';

/** `id`: of a rule (`R12`), or of the sentence of a limit or a session (`limit.perOrder`). */
export type Rule = { id: string; level: Level; text: Text };

export const said = (id: Text['id'], level: Level, params?: Record<string, string>): Rule => ({
  id,
  level,
  text: params ? { id, params } : { id },
});

/** Over a limit, or not to be checked against it, which is the same. */
export const over = (id: Text['id'], params?: Record<string, string>): Rule => said(id, 'warning', params);
