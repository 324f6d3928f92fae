/**
 * The UI lane: what our own pages may ask the worker. `background/ui-lane.ts` holds a parser and a handler a method.
 * Passwords never travel: a page stretches one with the parameters it was given and sends the 32-byte key.
 * @module
 */
import type { ApprovalSummary, ApprovalView, NetworkOffer } from '../approvals/record.ts';
import type { Hex } from '../lib/bytes.ts';
import type { Text } from '../lib/text.ts';
import type { Terms } from '../policy/limits/permission.ts';
import type { Address } from '../signing/address.ts';
import type { ActivityRow, LiftableRule } from '../storage/rows.ts';
import type { Mark, Note } from '../venues/reading.ts';
import type { GuardiansLane } from './guardians-lane.ts';
import type { LimitsLane } from './limits-lane.ts';

/** Argon2id, version 0x13. `m` is KiB, `salt` 16 bytes. Bounds: 47104 <= m <= 262144, 1 <= t <= 4, p = 1. */
export type Kdf = { salt: Uint8Array; m: number; t: number; p: number };
/** A password stretched with `kdf`: 32 bytes. */
export type StretchedKey = Uint8Array;
/** The right to try one password. The worker counted the attempt before it gave the salt out. */
export type Attempt = { attempt: string; kdf: Kdf };
/** A password, proved: an attempt and the key that the password gave under its parameters. */
export type Proof = { attempt: string; key: StretchedKey };

export type AccountInfo = {
  id: string;
  address: Address;
  name: string;
  source: 'phrase' | 'private-key';
  phraseId?: string;
};
export type PhraseInfo = { id: string; words: number; checked: boolean };
export type NetworkInfo = NetworkOffer | (Omit<NetworkOffer, 'rpcUrl'> & { rpcUrl?: undefined });
export type Settings = {
  lockAfterMinutes: number;
  theme: 'system' | 'light' | 'dark';
  takeWindowEthereum: boolean;
  /** prices are asked of the person's own nodes, to lay an order beside */
  referencePrices: boolean;
  /** what cannot be read comes with the skeleton of an adapter */
  developer: boolean;
};
/** `at`, ms since 1970: when it opens, or when it closes by itself. */
export type LiftInfo = { origin: string; rule: LiftableRule; state: 'waiting' | 'open'; at: number };
/**
 * What an order is laid beside. `price`: decimal, in US dollars. `limit`: the worst price that can fill the order, decimal,
 * and where that comes from; absent where nothing bounds it. `at`: ms since 1970. `distance`: of the worst price, in
 * words. `source`: who keeps it, and on which network it was read. `notes`: what the rules have to say about it.
 */
export type Reference = {
  price: string;
  limit?: { price: string; mark: Mark };
  at: number;
  source: string;
  pair: string;
  distance: Text;
  notes: Note[];
};
export type SiteInfo = {
  origin: string;
  accounts: Address[];
  chainId: number;
  connectedAt: number;
  lastUsedAt: number;
};
/** What a description (ERC-7730) is made of. `owner` and `format` are what its author wrote: data, checked where they are used. */
export type Found = { source: 'own' | 'registry' /** YYYY-MM-DD */; date: string; owner: string; format: unknown };
/** A line of the activity. */
export type ActivityEntry = ActivityRow['entry'];

export type WalletState =
  | { phase: 'new' }
  /** a vault that cannot be read: which of the four errors, in words; nothing is overwritten */
  | { phase: 'broken'; error: Text }
  | { phase: 'locked'; waiting: number; settings: Settings }
  /** open, and without an account: somebody who looks after others, or who is getting a wallet back */
  | { phase: 'bare'; lockAt: number; recovering: boolean; settings: Settings }
  | {
      phase: 'open';
      /** ms since 1970 */
      lockAt: number;
      accounts: AccountInfo[];
      phrases: PhraseInfo[];
      selected: Address;
      network: NetworkInfo;
      networks: NetworkInfo[];
      waiting: ApprovalSummary[];
      settings: Settings;
    };

/** method -> [params, result] */
export type UiLane = GuardiansLane &
  LimitsLane & {
    'wallet.state': [null, WalletState];
    /** A fresh salt and the floor, for a new password. The page calibrates m and t upwards from there. */
    'wallet.prepare': [null, Kdf];
    /** Makes the vault. A new phrase is handed back once, so that it can be written down. */
    'wallet.create': [
      {
        kdf: Kdf;
        key: StretchedKey;
        source:
          | { type: 'new'; bits: 128 | 256 }
          | { type: 'phrase'; phrase: string }
          | { type: 'private-key'; privateKey: string }
          /** no account: for a guardian, and for a recovery */
          | { type: 'none' };
      },
      { address: Address | null; phraseId: string | null; phrase: string | null },
    ];
    /** The first account of a vault that has none. */
    'wallet.begin': [
      {
        source:
          | { type: 'new'; bits: 128 | 256 }
          | { type: 'phrase'; phrase: string }
          | { type: 'private-key'; privateKey: string };
      },
      { address: Address; phraseId: string | null; phrase: string | null },
    ];
    /** The parameters of an export file, refused when out of bounds. */
    'wallet.readExport': [{ file: string }, Kdf];
    /** Restores an export file into an empty wallet; its password becomes the wallet's. */
    'wallet.restore': [{ file: string; key: StretchedKey }, { address: Address | null }];
    /** Forgets everything on this computer. Needs no password: it is what is left when that is forgotten. */
    'wallet.wipe': [{ typed: string }, null];

    'vault.attempt': [null, Attempt];
    'vault.unlock': [Proof, WalletState];
    'vault.lock': [null, null];
    /** A person touched one of our pages: moves the lock deadline. */
    'vault.touch': [null, { lockAt: number }];
    'vault.changePassword': [{ proof: Proof; kdf: Kdf; key: StretchedKey }, null];

    'secret.phrase': [{ proof: Proof; phraseId: string }, { phrase: string }];
    'secret.privateKey': [{ proof: Proof; accountId: string }, { privateKey: Hex }];
    /** An encrypted file with everything the vault holds, under a password of its own. */
    'secret.export': [{ proof: Proof; kdf: Kdf; key: StretchedKey }, { file: string; name: string }];
    /** Which words (0-based) to ask for in the back-up check. */
    'phrase.questions': [{ phraseId: string }, { words: number[] }];
    /** `wrong`: the asked words that do not fit. All right marks the phrase as checked. */
    'phrase.check': [{ phraseId: string; answers: { index: number; word: string }[] }, { wrong: number[] }];
    /** Checks an imported phrase before a password is asked for. */
    'phrase.parse': [{ phrase: string }, { address: Address; words: number }];

    'account.add': [{ name: string }, { address: Address }];
    'account.import': [{ privateKey: string; name: string }, { address: Address }];
    'account.rename': [{ accountId: string; name: string }, null];
    'account.remove': [{ accountId: string; proof: Proof }, null];
    'account.select': [{ address: Address }, null];

    'network.select': [{ chainId: number }, null];
    'network.save': [{ network: NetworkOffer }, null];
    'network.remove': [{ chainId: number }, null];

    'site.list': [null, SiteInfo[]];
    'site.disconnect': [{ origin: string }, null];

    'approval.list': [null, ApprovalSummary[]];
    /** The request with this id, or the oldest one waiting; null when nothing waits. */
    'approval.get': [{ id: string | null }, ApprovalView | null];
    /** A description for a request that Vouch cannot read; null when there is none, or none that may speak. */
    'approval.described': [{ id: string }, Found | null];
    /**
     * `accounts`: those a person chose to show (connect only). `terms`: of each session, as a person set them (sessions only).
     * `proof`: where the verdict asks for the password. Resolves once the answer is written, pushed or given up on.
     */
    'approval.approve': [{ id: string; digest: Hex; accounts?: Address[]; terms?: Terms[]; proof?: Proof }, null];
    'approval.reject': [{ id: string }, null];
    'approval.rejectAll': [{ origin: string }, null];
    /** Asked after the page is painted; `none` says why there is no price. */
    'approval.reference': [{ id: string }, Reference | { none: Text }];

    /** The rules that are open for a site, or on the way there. */
    'lift.list': [null, LiftInfo[]];
    /** Begins the wait of a day. What is on its way already goes on. */
    'lift.ask': [{ proof: Proof; origin: string; rule: LiftableRule }, null];
    'lift.cancel': [{ origin: string; rule: LiftableRule }, null];

    'activity.list': [{ before?: number; limit: number }, ActivityEntry[]];
    /** Whether rows were changed or taken out from among the others by anything but Vouch. */
    'activity.check': [null, { broken: boolean }];
    'settings.save': [{ settings: Settings }, null];
  };

export type UiMethod = keyof UiLane;

/** An error that crosses the lane: words of the catalogue, and what a screen needs to go on. */
export type UiError = {
  text: Text /** ms since 1970: when a password may be tried again */;
  retryAt?: number /** 0-based index of the word that is wrong */;
  word?: number;
};
export type UiReply<M extends UiMethod> = { ok: UiLane[M][1] } | { error: UiError };

/** Worker to our pages: something that `wallet.state` or the queue shows has changed. */
export type UiPush = { push: 'changed' };
