/**
 * A reading in seven words, one row for each order of it: what is done, to what, which way, how much, at what price, until
 * when, and who gets it. For logs, receipts and the proofs beside the adapters.
 * @module
 */
import { sameAddress } from '../signing/address.ts';
import type { OrderFacts, Reading, Row, Side, Value } from './reading.ts';

export const NOT_SIGNED = 'not in this signature';
type NotSigned = typeof NOT_SIGNED;

export type Verb =
  | 'open-long'
  | 'open-short'
  | 'reduce'
  | 'close'
  | 'buy'
  | 'sell'
  | 'cancel'
  | 'send'
  | 'withdraw'
  | 'own-move'
  | 'grant-trade'
  | 'grant-fee'
  | 'grant-spend'
  | 'grant-everything'
  | 'sign-in'
  | 'votes'
  | 'settings'
  | 'take-back'
  | 'change-owner'
  | 'derive-key'
  | 'unreadable';

/** Amounts are decimal text; with ` units` behind it an amount is in the token's smallest unit. */
export type Summary = {
  verb: Verb;
  /** a market, or what is sent or may be spent: its symbol, or the address of a token that Vouch does not know */
  market: string;
  side: Side | NotSigned;
  /** `worth 50000`: in the quote asset; `0.1%`: of every order; `all`: the whole position; `unlimited` */
  size: string;
  /** the worst one */
  price: string;
  /** seconds since 1970; `never`: the payload says that there is no end, or one after the year 9999 */
  expiry: number | 'never' | NotSigned;
  /** who gets the money, the key or the right; several with a comma between them */
  receiver: string;
};

const NEVER = 253_402_300_799;

const plain = (value: Value): string => {
  if (value.type === 'address') return value.address;
  if (value.type === 'time') return String(value.at);
  if (value.type === 'exact') return value.text;
  const { id, params } = value.text;
  if (id === 'value.smallestUnits') return `${(params?.amount ?? '').replaceAll(',', '')} units`;
  return id === 'value.unlimited' ? 'unlimited' : id === 'value.noEnd' ? 'never' : id;
};

const all = (rows: readonly Row[], ...labels: Row['label'][]): string[] =>
  rows.filter((row) => labels.includes(row.label)).map((row) => plain(row.value));

/** What the row says that tells an end, where the reading itself names none. */
const endOf = ({ rows, kind }: Reading, at: number | undefined): Summary['expiry'] => {
  if (at !== undefined) return at >= NEVER ? 'never' : at;
  const label = kind === 'grant-authority' ? 'row.until' : 'row.acceptedUntil';
  const said = rows.find((row) => row.label === label);
  return said && said.mark !== 'unsigned' && plain(said.value) === 'never' ? 'never' : NOT_SIGNED;
};

const EMPTY = {
  market: NOT_SIGNED,
  side: NOT_SIGNED,
  size: NOT_SIGNED,
  price: NOT_SIGNED,
  receiver: NOT_SIGNED,
} as const;
const orNot = (texts: readonly string[] | undefined): string =>
  texts && texts.length > 0 ? texts.join(', ') : NOT_SIGNED;

const verbOf = ({ effect, side }: OrderFacts): Verb => {
  if (effect === 'open') return side === 'long' ? 'open-long' : 'open-short';
  if (effect === 'trade') return side === 'long' ? 'buy' : 'sell';
  return effect;
};

const sizeOf = (facts: OrderFacts, reading: Reading): string => {
  if (facts.size !== undefined) return facts.size;
  if (facts.notional !== undefined) return `worth ${facts.notional}`;
  return facts.effect === 'close' ? 'all' : orNot(all(reading.rows, 'row.pay'));
};

const GRANTS = {
  trade: 'grant-trade',
  fee: 'grant-fee',
  spend: 'grant-spend',
  everything: 'grant-everything',
  login: 'sign-in',
  votes: 'votes',
  settings: 'settings',
  nothing: 'take-back',
} as const;

/** At least one row. */
export const summary = (reading: Reading): Summary[] => {
  const expiry = endOf(reading, reading.kind === 'grant-authority' ? reading.until : reading.validUntil);
  switch (reading.kind) {
    case 'order':
      return reading.orders.map((facts) => ({
        verb: verbOf(facts),
        market: facts.market,
        side: facts.side,
        size: sizeOf(facts, reading),
        price: facts.price ?? NOT_SIGNED,
        expiry,
        receiver: orNot(reading.receivers),
      }));
    case 'cancel-or-reduce':
      return [{ ...EMPTY, verb: reading.act, expiry }];
    case 'move-funds': {
      const { asset, amount, recipient, own, headline } = reading;
      const verb = headline.id === 'headline.withdraw' ? 'withdraw' : own ? 'own-move' : 'send';
      return [{ ...EMPTY, verb, market: asset, size: amount, expiry, receiver: recipient }];
    }
    case 'grant-authority': {
      const others = (reading.receivers ?? []).filter((one) => !sameAddress(one, reading.grantee));
      const spends = reading.scope === 'spend';
      return [
        {
          ...EMPTY,
          verb: GRANTS[reading.scope],
          market: spends ? orNot(all(reading.rows, 'row.token')) : NOT_SIGNED,
          size: spends
            ? orNot(all(reading.rows, 'row.amount'))
            : reading.fee === undefined
              ? NOT_SIGNED
              : `${reading.fee}%`,
          expiry,
          receiver: [reading.grantee, ...others].join(', '),
        },
      ];
    }
    case 'change-owner':
      return [{ ...EMPTY, verb: 'change-owner', expiry }];
    case 'key-derivation':
      return [{ ...EMPTY, verb: 'derive-key', expiry }];
    case 'unreadable':
      return [{ ...EMPTY, verb: 'unreadable', expiry }];
  }
};
