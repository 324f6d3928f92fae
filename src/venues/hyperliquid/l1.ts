/**
 * Hyperliquid's L1 actions. What is signed is `Agent(source, connectionId)`, and the connectionId is the hash of an action,
 * a nonce, the vault that it is for and its end.
 * @see https://github.com/hyperliquid-dex/hyperliquid-python-sdk/blob/7ee976d/hyperliquid/utils/signing.py
 * @module
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, type Hex, toHex } from '../../lib/bytes.ts';
import { type Address, AddressError, parseAddress } from '../../signing/address.ts';
import { isNumber, isObject, type Json, type JsonObject } from '../../signing/json.ts';
import { RequestError } from '../../signing/request-error.ts';
import { visible } from '../../signing/visible.ts';
import { NO_CONTRACT, type Opened } from '../adapter.ts';
import { leaves } from '../json-leaves.ts';
import type { ReadingContext } from '../reading.ts';
import { notAhead } from '../signer.ts';
import { readAction } from './actions.ts';
import type { Network } from './common.ts';
import { msgpack } from './msgpack.ts';

export const AGENT = 'Agent(string source,bytes32 connectionId)';

const KEYS = ['action', 'nonce', 'vaultAddress', 'expiresAfter', 'isTestnet', 'network'];

/** `nonce`, `expiresAfter`: ms since 1970. `vault`: whose account it is for when it is not the signer's own. */
export type Envelope = {
  action: JsonObject;
  nonce: bigint;
  network: Network;
  vault: Address | undefined;
  expiresAfter: bigint | undefined;
};

const wrong = (key: string): RequestError => new RequestError('request.hyperliquid', { key: visible(key) });
const isNothing = (json: Json | undefined): boolean => json === undefined || json === null;

const milliseconds = (json: Json | undefined, key: string): bigint => {
  if (!isNumber(json) || !/^(?:0|[1-9]\d{0,15})$/.test(json.number)) throw wrong(key);
  if (!Number.isSafeInteger(Number(json.number))) throw new RequestError('request.rounded', { path: key });
  return BigInt(json.number);
};

const vaultOf = (json: Json | undefined): Address | undefined => {
  if (isNothing(json)) return undefined;
  try {
    return parseAddress(typeof json === 'string' ? json : '');
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    throw new RequestError('request.address', { path: 'vaultAddress' });
  }
};

/** The network is always said: without it a testnet order would be a real one. */
const networkOf = (preimage: JsonObject): Network => {
  const [isTestnet, network] = [preimage.get('isTestnet'), preimage.get('network')];
  if (network === undefined && typeof isTestnet === 'boolean') return isTestnet ? 'Testnet' : 'Mainnet';
  if (isTestnet === undefined && (network === 'Mainnet' || network === 'Testnet')) return network;
  throw wrong('isTestnet');
};

const envelopeOf = (preimage: JsonObject): Envelope => {
  for (const key of preimage.keys()) if (!KEYS.includes(key)) throw wrong(key);
  const action = preimage.get('action');
  if (!isObject(action)) throw wrong('action');
  const expiresAfter = preimage.get('expiresAfter');
  return {
    action,
    nonce: milliseconds(preimage.get('nonce'), 'nonce'),
    network: networkOf(preimage),
    vault: vaultOf(preimage.get('vaultAddress')),
    expiresAfter: isNothing(expiresAfter) ? undefined : milliseconds(expiresAfter, 'expiresAfter'),
  };
};

const uint64 = (value: bigint): Uint8Array => fromHex(`0x${value.toString(16).padStart(16, '0')}`);

/** @throws {RequestError} for a number that is not whole, or above 2^53 */
const connectionId = ({ action, nonce, vault, expiresAfter }: Omit<Envelope, 'network'>): Hex =>
  toHex(
    keccak_256(
      concat(
        msgpack(action, 'action'),
        uint64(nonce),
        vault === undefined ? Uint8Array.of(0) : concat(Uint8Array.of(1), fromHex(vault)),
        expiresAfter === undefined ? new Uint8Array() : concat(Uint8Array.of(0), uint64(expiresAfter)),
      ),
    ),
  );

/** `{action, nonce, vaultAddress?, expiresAfter?, isTestnet | network}` @throws {NotReadable | RequestError} */
export const open = (preimage: JsonObject, context: ReadingContext): Opened => {
  const envelope = envelopeOf(preimage);
  const { action, nonce, network, vault, expiresAfter } = envelope;
  // The venue takes it from one day before.
  notAhead(nonce, context);
  return {
    typedData: {
      domain: { name: 'Exchange', version: '1', chainId: 1337, verifyingContract: NO_CONTRACT },
      types: {
        Agent: [
          { name: 'source', type: 'string' },
          { name: 'connectionId', type: 'bytes32' },
        ],
      },
      primaryType: 'Agent',
      message: { source: network === 'Testnet' ? 'b' : 'a', connectionId: connectionId(envelope) },
    },
    card: readAction(envelope, context),
    fields: [
      ...leaves(action, 'action'),
      { path: 'nonce', type: 'integer', value: String(nonce) },
      { path: 'vaultAddress', type: 'address', value: vault ?? 'none' },
      { path: 'expiresAfter', type: 'integer', value: expiresAfter === undefined ? 'none' : String(expiresAfter) },
      { path: 'network', type: 'string', value: network },
    ],
  };
};
