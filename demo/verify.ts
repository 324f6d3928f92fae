/** What the venue demands of a signed message before it looks at the market: its exact shape, and who signed it. @module */
import { type Address, getAddress, type Hex, hashTypedData, recoverTypedDataAddress } from 'viem';
import { leastMaxFee, type Market, marketNamed, toLots, toMicro, toTicks, worth } from './markets.ts';
import {
  CANCEL_ALL_TYPES,
  CANCEL_TYPES,
  type Cancel,
  type CancelAll,
  cancelAllTypedData,
  cancelTypedData,
  ORDER_TYPES,
  type Order,
  orderTypedData,
} from './schema.ts';

/** A refused request: a code for programs, a sentence for people. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type Signed<T> = { message: T; signature: Hex; digest: Hex; recovered: Address };

const DAY = 24 * 60 * 60 * 1000;

const DECIMAL = /^(0|[1-9]\d{0,8})(\.\d{1,8})?$/;
const UINT64 = /^(0|[1-9]\d{0,18})$/;
const text = (form: RegExp) => (value: unknown) => typeof value === 'string' && form.test(value);

const FIELDS: Record<string, (value: unknown) => boolean> = {
  account: text(/^0x[0-9a-fA-F]{40}$/),
  market: text(/^[A-Z0-9]{1,12}-PERP$/),
  side: text(/^(long|short)$/),
  size: text(DECIMAL),
  limitPrice: text(DECIMAL),
  maxFee: text(DECIMAL),
  reduceOnly: (value) => typeof value === 'boolean',
  timeInForce: text(/^(GTC|IOC|ALO)$/),
  expiry: text(UINT64),
  nonce: text(UINT64),
  orderId: text(/^0x[0-9a-f]{64}$/),
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const parse = (request: unknown, key: string, fields: readonly { name: string }[]) => {
  if (!isRecord(request)) throw new Refusal('bad-request', 'The request must be a JSON object.');
  const message = request[key];
  const { signature } = request;
  if (!isRecord(message)) throw new Refusal('bad-request', `"${key}" is missing.`);
  for (const { name } of fields) {
    if (!FIELDS[name]?.(message[name])) throw new Refusal('bad-request', `"${name}" is missing or malformed.`);
  }
  if (Object.keys(message).length !== fields.length) throw new Refusal('bad-request', `"${key}" has a field too many.`);
  if (typeof signature !== 'string' || !/^0x[0-9a-fA-F]{130}$/.test(signature)) {
    throw new Refusal('bad-request', '"signature" must be 65 bytes in hexadecimal.');
  }
  return { message, signature: signature as Hex };
};

const recover = async (recovering: Promise<Address>): Promise<Address> => {
  try {
    return await recovering;
  } catch {
    throw new Refusal('bad-signature', 'No address can be recovered from this signature.');
  }
};

type Data = Parameters<typeof hashTypedData>[0];

/** Reads `{ [key]: message, signature }` and finds out who signed. */
const reader =
  <T extends { account: Address }>(key: string, fields: readonly { name: string }[], dataOf: (message: T) => Data) =>
  /** @throws {Refusal} when the request has another shape, or its signature is none */
  async (request: unknown): Promise<Signed<T>> => {
    const { message, signature } = parse(request, key, fields);
    const signed = message as T;
    const data = dataOf({ ...signed, account: getAddress(signed.account) });
    return {
      message: signed,
      signature,
      digest: hashTypedData(data),
      recovered: await recover(recoverTypedDataAddress({ ...data, signature })),
    };
  };

export const readOrder = reader<Order>('order', ORDER_TYPES.Order, orderTypedData);
export const readCancel = reader<Cancel>('cancel', CANCEL_TYPES.Cancel, cancelTypedData);
export const readCancelAll = reader<CancelAll>('cancelAll', CANCEL_ALL_TYPES.CancelAll, cancelAllTypedData);

/** @throws {Refusal} when somebody else signed. Another domain or another field gives another address, so it ends here too. */
export const checkSigner = ({ message, recovered }: Signed<{ account: Address }>): void => {
  if (recovered !== getAddress(message.account)) {
    throw new Refusal('wrong-signer', `This was not signed by ${message.account}: the signature gives ${recovered}.`);
  }
};

/** Spends a nonce: what was signed once counts once, also when it is refused afterwards. @throws {Refusal} */
export const spendNonce = (nonces: Set<string>, nonce: string, now: number): void => {
  if (Math.abs(Number(nonce) - now) > DAY)
    throw new Refusal('bad-nonce', 'The nonce must be the time of signing, in milliseconds.');
  if (nonces.has(nonce)) throw new Refusal('nonce-used', 'This was sent before: its nonce is used.');
  nonces.add(nonce);
};

/** The order in the market's own units. @throws {Refusal} when it is out of date or makes no sense at the venue */
export const checkOrder = (
  order: Order,
  now: number,
  markTicks: (market: Market) => number,
): { market: Market; ticks: number; lots: number; maxFee: number } => {
  const expiry = Number(order.expiry) * 1000;
  if (expiry <= now) throw new Refusal('expired', 'The order had expired when it arrived.');
  if (expiry > now + 31 * DAY) throw new Refusal('bad-expiry', 'An order may stand for 31 days at most.');
  const market = marketNamed(order.market);
  if (!market) throw new Refusal('unknown-market', `Gannet has no market ${order.market}.`);
  const lots = toLots(market, order.size);
  if (!lots || lots > market.maxLots) {
    throw new Refusal('bad-size', `The size must be above 0, with ${market.sizeDecimals} decimals at most.`);
  }
  const ticks = toTicks(market, order.limitPrice);
  const mark = markTicks(market);
  if (!ticks || ticks < mark / 2 || ticks > mark * 2) {
    throw new Refusal(
      'bad-price',
      `The price must be within half and double the last, with ${market.priceDecimals} decimals at most.`,
    );
  }
  const maxFee = toMicro(order.maxFee);
  if (maxFee === undefined || maxFee < leastMaxFee(worth(lots, ticks))) {
    throw new Refusal('fee-too-low', 'The highest fee is below what this order could cost.');
  }
  return { market, ticks, lots, maxFee };
};
