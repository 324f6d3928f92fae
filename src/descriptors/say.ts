/**
 * One value in the words of a description, made by the library of ERC-7730 and reckoned again here: a text that is not what
 * the number says (its `unit` loses the zeros of negative numbers, its `date` prints NaN, its `duration` drops the sign) is
 * not shown. The library gets one value at a time: what it decodes, guesses and resolves by itself is not used.
 * @see https://github.com/sourcifyeth/clear-signing
 * @module
 */
import { formatTypedData } from '@ethereum-sourcify/clear-signing';
import { checksum } from '../signing/address.ts';
import { fixed } from '../signing/format.ts';
import { coinOf, tokenAt } from '../venues/tokens.ts';
import type { DescribedField } from './format.ts';
import type { Leaf } from './leaves.ts';

/** `understood`: false for a value that stands as it was signed because the description's way to show it does not hold. */
export type Said = { value: string; understood: boolean };
/** `token`: the address that the description names for an amount; null when it names none that can be found. */
export type Around = { chainId: number; token: `0x${string}` | null };

/** The contract of the message that the library is given: any one does, since it carries this value alone. */
const NOWHERE = '0x0000000000000000000000000000000000000001';
/** keccak-256 of `Value(uint256 value)`; the library takes a value for what it looks like, whatever its type says. */
export const TYPE_HASH = '0xd2c367ebf2ba62bd87590221c28d09fe9040f2f251c1235598613e550ce2623b';
const TYPES = { Value: [{ name: 'value', type: 'uint256' }] };

const LAST_SECOND = 253_402_300_799n;
const COIN_DECIMALS = 18;

const two = (of: bigint): string => String(of).padStart(2, '0');
const isInteger = ({ type }: Leaf): boolean => /^u?int\d+$/.test(type);

type Token = { name: string; symbol: string; decimals: number };

const coinAt = (chainId: number): Token | null => {
  const symbol = coinOf(chainId);
  return symbol.includes(':') ? null : { name: symbol, symbol, decimals: COIN_DECIMALS };
};

const tokenOf = ({ ticker }: DescribedField, { chainId, token }: Around): Token | null => {
  if (ticker) return { name: ticker.symbol, ...ticker };
  const known = token && tokenAt(chainId, token);
  return known ? { name: known.symbol, symbol: known.symbol, decimals: known.decimals } : null;
};

/** What the text must be; null for what no text can be right of. */
const expected = (field: DescribedField, leaf: Leaf, around: Around): string | null => {
  if (field.format === 'addressName') return leaf.type === 'address' ? leaf.value : null;
  if (field.format === 'enum') return field.words?.find(([key]) => key === leaf.value)?.[1] ?? null;
  if (!isInteger(leaf)) return null;
  const value = BigInt(leaf.value);
  const amount = (of: Token | null): string | null => of && `${fixed(value, of.decimals)} ${of.symbol}`;
  switch (field.format) {
    case 'amount':
      return amount(coinAt(around.chainId));
    case 'tokenAmount':
      return amount(tokenOf(field, around));
    case 'unit':
      return `${fixed(value, field.decimals ?? 0)}${field.base ?? ''}`;
    case 'date':
      return value < 0n || value > LAST_SECOND
        ? null
        : new Date(Number(value) * 1000).toISOString().replace('T', ' ').replace('.000', '');
    case 'duration':
      return value < 0n ? null : `${two(value / 3600n)}:${two((value % 3600n) / 60n)}:${two(value % 60n)}`;
    default:
      return null;
  }
};

/** What the library gets for `params`. */
const paramsOf = (field: DescribedField, { token }: Around) => {
  switch (field.format) {
    case 'tokenAmount':
      return { token: field.ticker ? '$.metadata.token' : (token ?? NOWHERE) };
    case 'unit':
      return { base: field.base ?? '', decimals: field.decimals ?? 0 };
    case 'date':
      return { encoding: 'timestamp' as const };
    case 'enum':
      return { $ref: '$.metadata.enums.words' };
    default:
      return {};
  }
};

const rendered = async (field: DescribedField, leaf: Leaf, around: Around): Promise<string | null> => {
  const { chainId } = around;
  const descriptor = {
    context: { eip712: { deployments: [{ chainId, address: NOWHERE }] } },
    metadata: {
      enums: { words: Object.fromEntries(field.words ?? []) },
      ...(field.ticker ? { token: { ticker: field.ticker.symbol, decimals: field.ticker.decimals } } : {}),
    },
    display: {
      formats: {
        'Value(uint256 value)': {
          intent: '-',
          fields: [{ path: 'value', label: '-', format: field.format as 'raw', params: paramsOf(field, around) }],
        },
      },
    },
  };
  const { fields } = await formatTypedData(
    {
      account: NOWHERE,
      types: TYPES,
      primaryType: 'Value',
      domain: { chainId, verifyingContract: NOWHERE },
      message: { value: leaf.type === 'bool' ? leaf.value === 'true' : leaf.value },
    },
    {
      externalDataProvider: {
        resolveToken: async () => tokenOf(field, around),
        resolveChainInfo: async () => {
          const coin = coinAt(chainId);
          return coin && { name: String(chainId), nativeCurrency: coin };
        },
      },
      descriptorResolverOptions: {
        type: 'custom',
        resolver: {
          index: {
            calldataIndex: {},
            typedDataIndex: {
              [`eip155:${chainId}:${NOWHERE}`]: { Value: [{ path: '-', encodeTypeHashes: [TYPE_HASH] }] },
            },
          },
          fetchDescriptor: async () => descriptor,
        },
      },
    },
  );
  const [only] = fields ?? [];
  return only && 'value' in only ? only.value : null;
};

/** The number of an address, as some contracts keep it. */
const asAddress = (leaf: Leaf): Leaf =>
  isInteger(leaf) && BigInt(leaf.value) >= 0n && BigInt(leaf.value) < 1n << 160n
    ? { type: 'address', value: checksum(`0x${BigInt(leaf.value).toString(16).padStart(40, '0')}`) }
    : leaf;

/** A signed value as a description says it, or as it stands. Never throws for what a description or a message holds. */
export const say = async (field: DescribedField, signed: Leaf, around: Around): Promise<Said> => {
  const { format } = field;
  if (format === 'raw' || (format === 'chainId' && isInteger(signed))) return { value: signed.value, understood: true };
  const leaf = format === 'addressName' ? asAddress(signed) : signed;
  const right = expected(field, leaf, around);
  if (right === null || (await rendered(field, leaf, around)) !== right)
    return { value: signed.value, understood: false };
  return { value: right, understood: true };
};
