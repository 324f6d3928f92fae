/**
 * Pages: a paper share, the owner key, and the fingerprint on the guardian card.
 * @see docs/protocol.md#paper
 * @module
 */
import type { Leaf, LeafPath } from './leaf.ts';
import type { Share } from './sharing.ts';

/** `manifest`: hash of the one it was printed under. `relays`: where the wallet's notice box is looked for. */
export type PaperPage = { wallet: Uint8Array; manifest: Uint8Array; leaf: Leaf; path: LeafPath; share: Share };
/** `qr`: text of the QR code. `words`: the same to type, groups of characters with spaces. */
export type Printed = { qr: string; words: string };

export type PaperFault =
  | { is: 'not a page' }
  | { is: 'another page' }
  | { is: 'newer' }
  /** `group`: counted from 1, as the page numbers them */
  | { is: 'group'; group: number }
  | { is: 'length'; groups: number; expected: number }
  | { is: 'altered' };
export type Decoded<T> = { ok: true; value: T } | { ok: false; fault: PaperFault };

export const encodePaper = (_page: PaperPage): Printed => ({ qr: '', words: '' });
/** Either form. Never throws. */
export const decodePaper = (_text: string): Decoded<PaperPage> => ({ ok: false, fault: { is: 'not a page' } });

/** `factor`: 16 bytes. */
export type OwnerKey = { wallet: Uint8Array; factor: Uint8Array };
export const encodeOwnerKey = (_key: OwnerKey): Printed => ({ qr: '', words: '' });
export const decodeOwnerKey = (_text: string): Decoded<OwnerKey> => ({ ok: false, fault: { is: 'not a page' } });

/** Four words of the BIP-39 list: enough to tell wallets apart on a card, not to authenticate anybody. */
export const cardFingerprint = (_wallet: Uint8Array): string[] => [];
