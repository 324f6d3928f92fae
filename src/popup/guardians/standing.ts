/** How a guardian stands, in words that say what it means for the owner. @module */
import type { Text, TextId } from '../../lib/text.ts';
import type { GuardianView, ProtectionView } from '../../messaging/guardians-lane.ts';
import { clockTime, timeLeft } from '../components/time.tsx';
import { visible } from '../visible.ts';

/** well: counts; open: on the way to count; late: look again; bad: stopped */
export type Mark = 'well' | 'open' | 'late' | 'bad';
export type Standing = { mark: Mark; text: Text; more?: Text };

const DAY = 24 * 60 * 60 * 1000;

/** Close moments by their distance, far ones by their date. */
export const ago = (at: number, today: number): string =>
  Math.abs(today - at) < 60 * DAY ? timeLeft(at, today) : clockTime(at, today);

const pairing = (guardian: GuardianView, later: boolean): [Mark, TextId] => {
  switch (guardian.pairing) {
    case null:
    case 'paired':
      return ['open', later ? 'protect.is.pairedLater' : 'protect.is.paired'];
    case 'invited':
      return ['open', guardian.invite ? 'protect.is.invited' : 'protect.is.uninvited'];
    case 'expired':
      return ['late', 'protect.is.expired'];
    case 'meeting':
      return ['open', 'protect.is.meeting'];
    case 'words':
      return ['open', 'protect.is.words'];
    case 'waiting':
      return ['open', 'protect.is.waiting'];
    case 'mismatch':
      return ['bad', 'protect.is.mismatch'];
  }
};

/** @param later the wallet has guardians in force, so that a new one waits for the change */
export const standing = (guardian: GuardianView, today: number, later: boolean): Standing => {
  const name = visible(guardian.name);
  const at = guardian.provedAt;
  const say = (mark: Mark, id: TextId): Standing => ({ mark, text: { id, params: { name } } });
  if (guardian.holds === 'leaving') return say('late', 'protect.is.leaving');
  if (guardian.kind === 'paper') {
    if (guardian.holds === 'none') return say('open', 'protect.is.paperLater');
    if (at === null) return say('late', 'protect.is.unprinted');
    return { mark: 'well', text: { id: 'protect.is.tested', params: { when: ago(at, today) } } };
  }
  if (guardian.holds === 'resigned') return say('late', 'protect.is.resigned');
  // A changed or burned pairing comes before what they hold: they cannot answer until it is made again.
  if (guardian.pairing !== 'paired') return say(...pairing(guardian, later));
  if (guardian.holds === 'none') return say(...pairing(guardian, later));
  if (guardian.holds === 'offered') return say('open', 'protect.is.offered');
  if (guardian.quiet)
    return {
      mark: 'late',
      text:
        at === null
          ? { id: 'protect.is.quietEver' }
          : { id: 'protect.is.quiet', params: { when: timeLeft(at, today) } },
      more: { id: 'protect.is.quiet.more' },
    };
  if (at === null) return say('well', 'protect.is.holds');
  return { mark: 'well', text: { id: 'protect.is.answered', params: { when: ago(at, today) } } };
};

/** Whether something about a protected wallet wants its owner. */
export const oneToFix = (protection: ProtectionView): boolean =>
  protection.plan !== null ||
  protection.change?.state === 'stopped' ||
  protection.guardians.some(
    (guardian) =>
      protection.inForce?.guardians.includes(guardian.id) &&
      (guardian.quiet ||
        guardian.holds === 'resigned' ||
        (guardian.pairing !== null && guardian.pairing !== 'paired') ||
        (guardian.kind === 'paper' && guardian.provedAt === null)),
  );
