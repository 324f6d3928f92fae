/**
 * 1inch Limit Order Protocol v4. The maker gives `makerAsset` and gets `takerAsset`; the rest stands in the bits of
 * `makerTraits`. With an extension (only its hash is signed, in `salt`) the amounts may be computed by other code.
 * @see https://github.com/1inch/limit-order-sdk 67766f4 (2026-04-27), `src/limit-order/maker-traits.ts`
 * @see https://github.com/1inch/limit-order-protocol 4ae43ed (2026-08-21), `contracts/libraries/MakerTraitsLib.sol`
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  type Card,
  type Coverage,
  FULL_DOMAIN,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  own,
  type Readers,
  row,
  words,
} from '../adapter.ts';
import type { Flag, ReadingContext, Row, Venue } from '../reading.ts';
import { ONEINCH, ONEINCH_CHAINS, ONEINCH_ZKSYNC } from '../spenders.ts';
import { type Swap, swapCard } from '../swap.ts';
import { coinOf } from '../tokens.ts';

type Order = {
  maker: Address;
  receiver: Address;
  makerAsset: Address;
  takerAsset: Address;
  makingAmount: bigint;
  takingAmount: bigint;
  makerTraits: bigint;
};

const venue: Venue = { id: 'oneinch', name: '1inch' };

const NO_PARTIAL_FILLS = 255n;
const MULTIPLE_FILLS = 254n;
const PRE_INTERACTION = 252n;
const POST_INTERACTION = 251n;
const EPOCH_CHECK = 250n;
const EXTENSION = 249n;
const PERMIT2 = 248n;
const UNWRAP = 247n;
const KNOWN_FLAGS = [
  NO_PARTIAL_FILLS,
  MULTIPLE_FILLS,
  PRE_INTERACTION,
  POST_INTERACTION,
  EPOCH_CHECK,
  EXTENSION,
  PERMIT2,
  UNWRAP,
].reduce((mask, bit) => mask | (1n << bit), 0n);
/** Below them: whom it is for (80 bits), end (40), nonce or epoch (40), series (40). */
const FIELDS = (1n << 200n) - 1n;

const read = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<Order>(data);
  own(order.maker, context);
  const chainId = Number(data.domain.chainId);
  const traits = order.makerTraits;
  if ((traits & ~(KNOWN_FLAGS | FIELDS)) !== 0n)
    throw new NotReadable({ id: 'why.value', params: { field: 'makerTraits', value: `0x${traits.toString(16)}` } });
  const has = (bit: bigint): boolean => ((traits >> bit) & 1n) === 1n;
  const sender = traits & ((1n << 80n) - 1n);
  const end = (traits >> 80n) & ((1n << 40n) - 1n);
  const extended = has(EXTENSION);
  const calls = extended || has(PRE_INTERACTION) || has(POST_INTERACTION);
  const fill = has(NO_PARTIAL_FILLS) ? 'value.fillWhole' : has(MULTIPLE_FILLS) ? 'value.fillParts' : 'value.fillOnce';
  const rows: Row[] = [
    row('row.fill', words(fill)),
    ...(sender === 0n
      ? []
      : [row('row.onlyTaker', words('value.halfAddress', { digits: sender.toString(16).padStart(20, '0') }))]),
    ...(has(UNWRAP) ? [row('row.settlement', words('value.nativeCoin', { coin: coinOf(chainId) }))] : []),
  ];
  const flags: Flag[] = [
    ...(extended ? [{ flag: 'hidden-parameters', what: 'salt' } as const] : []),
    ...(calls ? [{ flag: 'hooks', what: 'makerTraits' } as const] : []),
  ];
  const swap: Swap = {
    venue,
    chainId,
    give: { token: order.makerAsset, amount: order.makingAmount },
    get: { token: order.takerAsset, amount: order.takingAmount },
    fixed: 'give',
    receiver: sameAddress(order.receiver, NO_CONTRACT) ? order.maker : order.receiver,
    end: end === 0n ? 'none' : end,
    rows,
    notes: [
      ...(extended ? [{ level: 'danger', text: { id: 'note.extension' } } as const] : []),
      ...(calls && !extended ? [{ level: 'care', text: { id: 'note.hooks' } } as const] : []),
    ],
    notCovered: extended ? [{ id: 'uncovered.extensionPrice' }] : [],
    flags,
    also: ['salt', 'makerTraits', 'receiver'],
    ...(extended ? { loose: true as const } : {}),
  };
  return swapCard(swap, context);
};

const readers: Readers = {
  'Order(uint256 salt,address maker,address receiver,address makerAsset,address takerAsset,uint256 makingAmount,uint256 takingAmount,uint256 makerTraits)':
    read,
};

const domain = { name: '1inch Aggregation Router', version: '6', type: FULL_DOMAIN, readers };

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    { ...domain, chainIds: ONEINCH_CHAINS, verifyingContracts: [ONEINCH] },
    { ...domain, chainIds: [324], verifyingContracts: [ONEINCH_ZKSYNC] },
  ],
};

const source = '1inch/limit-order-sdk 67766f4 (2026-04-27); contracts: ethereum/clear-signing-erc7730-registry 3b66ba2';
export const coverage: Coverage[] = [
  { what: 'Order', reads: 'whole', source },
  {
    what: 'Order with an extension (Fusion)',
    reads: 'in part',
    gap: 'The extension is signed as a hash alone; it can change the price, so none is shown as bound.',
    source,
  },
];
