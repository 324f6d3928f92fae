/**
 * Text is data. A reading, a rule or an error says `{id, params}`; the catalogue of a language turns it into words.
 * @module
 */
import type { approve } from './text/approve.en.ts';
import type { descriptors } from './text/descriptors.en.ts';
import type { errors } from './text/errors.en.ts';
import type { guardians } from './text/guardians.en.ts';
import type { kill } from './text/kill.en.ts';
import type { policy } from './text/policy.en.ts';
import type { reading } from './text/reading.en.ts';
import type { receipts } from './text/receipts.en.ts';
import type { recovery } from './text/recovery.en.ts';
import type { screens } from './text/screens.en.ts';
import type { sessions } from './text/sessions.en.ts';
import type { stepUp } from './text/step-up.en.ts';

export type TextId =
  | keyof typeof approve
  | keyof typeof descriptors
  | keyof typeof errors
  | keyof typeof guardians
  | keyof typeof kill
  | keyof typeof policy
  | keyof typeof receipts
  | keyof typeof sessions
  | keyof typeof stepUp
  | keyof typeof reading
  | keyof typeof recovery
  | keyof typeof screens;

/** A sentence of the catalogue. Params are shown exactly as they are given. */
export type Text = { id: TextId; params?: Record<string, string> };

/** Fills `{name}` in a pattern of the catalogue. A name without a value stays visible, so that tests find it. */
export const fill = (pattern: string, params: Record<string, string> = {}): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
