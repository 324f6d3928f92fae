/**
 * A program of its own: how long the largest request takes that Vouch reads at all, 256 kB, from its text to its card and
 * findings. Beside it the least that anybody must do with it: JSON.parse, and viem's hash.
 * @module
 */
import { hashTypedData } from 'viem';
import { examineTypedData } from '../src/policy/examine.ts';

const MOST = 256 * 1024;
const WARM_UP = 5;
const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const now = 1_795_219_200_000;

type Request = Parameters<typeof hashTypedData>[0];
type Types = Record<string, { name: string; type: string }[]>;

const ORDER =
  'symbol:string side:string orderType:string price:string triggerPrice:string quantity:string reduceOnly:bool isTriggerMarket:bool clientOrderId:string closePosition:bool';
const PLACE = 'subAccountId:uint256 orders:Order[] grouping:string nonce:uint256 expiresAfter:uint256';
const members = (text: string): Types[string] =>
  text.split(' ').map((member) => {
    const [name = '', type = ''] = member.split(':');
    return { name, type };
  });

/** Fills the text that `make` has a place for until the params are exactly as long as they may be. */
const filled = (make: (filler: string) => unknown): string => {
  const paramsOf = (filler: string): string => JSON.stringify([ACCOUNT, make(filler)]);
  return paramsOf('x'.repeat(MOST - paramsOf('').length));
};

const order = {
  symbol: 'BTC-USDT',
  side: 'buy',
  orderType: 'limitGtc',
  price: '50000.00',
  triggerPrice: '',
  quantity: '0.1',
  reduceOnly: false,
  isTriggerMarket: false,
  clientOrderId: '',
  closePosition: false,
};

const REQUESTS: Record<string, string> = {
  'one text': filled((text) => ({
    types: { Note: [{ name: 'text', type: 'string' }] },
    primaryType: 'Note',
    domain: { name: 'Note' },
    message: { text },
  })),
  '2,000 fields': filled((text) => ({
    types: { Many: [{ name: 'text', type: 'string' }, ...members('n:uint256[] of:address[]')] },
    primaryType: 'Many',
    domain: { name: 'Many' },
    message: { text, n: Array.from({ length: 1000 }, (_, i) => String(i)), of: Array(1000).fill(ACCOUNT) },
  })),
  '200 orders': filled((clientOrderId) => ({
    types: { PlaceOrders: members(PLACE), Order: members(ORDER) },
    primaryType: 'PlaceOrders',
    domain: { name: 'Synthetix', version: '1', chainId: 1, verifyingContract: `0x${'00'.repeat(20)}` },
    message: {
      subAccountId: '1',
      orders: [{ ...order, clientOrderId }, ...Array(199).fill(order)],
      grouping: 'na',
      nonce: '1795219200000',
      expiresAfter: '1795219500',
    },
  })),
};

const bare = (params: string): string => hashTypedData((JSON.parse(params) as [string, Request])[1]);
const ours = (params: string) => examineTypedData(params, { origin: 'https://app.example', chainId: 1, now });

/** ms, in turns, so that both meet the same machine. */
const timesOf = (count: number, acts: Record<'bare' | 'vouch', () => void>) => {
  const taken: Record<'bare' | 'vouch', number[]> = { bare: [], vouch: [] };
  for (let i = 0; i < WARM_UP + count; i++)
    for (const name of ['bare', 'vouch'] as const) {
      const before = performance.now();
      acts[name]();
      if (i >= WARM_UP) taken[name].push(performance.now() - before);
    }
  return taken;
};

const count = Number(process.argv[2] ?? 60);
const samples = Object.fromEntries(
  Object.entries(REQUESTS).map(([name, params]) => {
    if (params.length !== MOST) throw new Error(`${name} has ${params.length} characters`);
    const examined = ours(params);
    if (examined.digest !== bare(params)) throw new Error(`${name}: the digests differ`);
    if (name === '200 orders' && examined.reading.kind !== 'order') throw new Error('the orders are not read');
    return [name, timesOf(count, { bare: () => bare(params), vouch: () => ours(params) })];
  }),
);
console.log(JSON.stringify(samples));
