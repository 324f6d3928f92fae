/** A guardian who says yes besides. @module */
import type { Hex } from '../../lib/bytes.ts';
import type { Text } from '../../lib/text.ts';

/** Whether the guardian has said yes to exactly this. */
export const coApproved = async (_recordId: string, _digest: string): Promise<boolean> => false;

export const coGuardian = async (): Promise<{
  id: string;
  name: string;
  state: 'asked' | 'accepted' | 'declined';
} | null> => null;

export const candidates = async (): Promise<{ id: string; name: string }[]> => [];

export const askCoGuardian = async (_id: string | null): Promise<void> => {};

export const askCoApproval = async (_record: {
  id: string;
  digest: Hex;
  headline: Text;
  why: Text[];
}): Promise<void> => {};
