/**
 * More room that is no request of a site: a looser limit, a session that goes on. The password is asked there anyway; where
 * a guardian has the role and there is a reason, their yes is asked too, and the same is asked for again after it.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import type { Text } from '../../lib/text.ts';
import { readKeyring } from '../accounts.ts';
import { askCoApproval, coApproved, coGuardian } from './co.ts';
import { stepUpFor } from './judge.ts';

/** A yes holds for half an hour from when it was asked for: it is looked for under this half hour and the one before. */
const HALF_HOUR = 30 * 60_000;

/**
 * @param what exactly this: the yes is to its hash
 * @throws {SaidError} where the guardian was asked and has not said yes
 */
export const needSecondYes = async (what: string, headline: Text): Promise<void> => {
  const guardian = await coGuardian();
  if (guardian?.state !== 'accepted') return;
  const [account] = (await readKeyring()).accounts;
  const stepUp = account && (await stepUpFor({ reading: null, raises: true, origin: '', account: account.address }));
  if (stepUp?.by !== 'guardian') return;
  const digest = toHex(sha256(utf8(what)));
  const slot = Math.floor(now() / HALF_HOUR);
  const idOf = (at: number): string => `${digest.slice(2, 34)}-${at}`;
  for (const at of [slot, slot - 1]) if (await coApproved(idOf(at), digest)) return;
  await askCoApproval({ id: idOf(slot), digest, headline, why: stepUp.why });
  throw new SaidError('stepUp.secondYes', { name: guardian.name });
};
