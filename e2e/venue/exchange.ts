/**
 * Hyperliquid's exchange endpoint on loopback, as far as signatures go: it makes the hash from what it was sent, with other
 * libraries than Vouch's, and takes an action only from an account that it knows.
 * @module
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from '@msgpack/msgpack';
import {
  concatHex,
  type Hex,
  keccak256,
  numberToHex,
  recoverTypedDataAddress,
  serializeSignature,
  toHex,
  zeroAddress,
} from 'viem';

type Posted = {
  action: Record<string, unknown> & { type: string };
  nonce: number;
  signature: { r: Hex; s: Hex; v: number };
  vaultAddress?: Hex;
  expiresAfter?: number;
};

/** `by`: who signed it, as the venue works it out. */
export type Taken = Posted & { by: string };

export type Exchange = {
  url: string;
  /** what was accepted, in its order */
  taken: Taken[];
  stop: () => Promise<void>;
};

const DOMAIN = { version: '1', verifyingContract: zeroAddress };

/** @see https://github.com/hyperliquid-dex/hyperliquid-python-sdk/blob/7ee976d/hyperliquid/utils/signing.py */
const signerOf = ({ action, nonce, signature: { r, s, v }, vaultAddress, expiresAfter }: Posted): Promise<string> => {
  const signature = serializeSignature({ r, s, v: BigInt(v) });
  if (action.type === 'approveAgent')
    return recoverTypedDataAddress({
      domain: { ...DOMAIN, name: 'HyperliquidSignTransaction', chainId: Number(action.signatureChainId) },
      types: {
        'HyperliquidTransaction:ApproveAgent': [
          { name: 'hyperliquidChain', type: 'string' },
          { name: 'agentAddress', type: 'address' },
          { name: 'agentName', type: 'string' },
          { name: 'nonce', type: 'uint64' },
        ],
      },
      primaryType: 'HyperliquidTransaction:ApproveAgent',
      message: { ...action, nonce: BigInt(nonce) },
      signature,
    } as Parameters<typeof recoverTypedDataAddress>[0]);
  const connectionId = keccak256(
    concatHex([
      toHex(encode(action)),
      numberToHex(nonce, { size: 8 }),
      vaultAddress ? concatHex(['0x01', vaultAddress]) : '0x00',
      expiresAfter === undefined ? '0x' : concatHex(['0x00', numberToHex(expiresAfter, { size: 8 })]),
    ]),
  );
  return recoverTypedDataAddress({
    domain: { ...DOMAIN, name: 'Exchange', chainId: 1337 },
    types: {
      Agent: [
        { name: 'source', type: 'string' },
        { name: 'connectionId', type: 'bytes32' },
      ],
    },
    primaryType: 'Agent',
    message: { source: 'a', connectionId },
    signature,
  });
};

const statuses = (action: Posted['action']): unknown => {
  if (action.type === 'order')
    return {
      type: 'order',
      data: { statuses: (action.orders as unknown[]).map((_, i) => ({ resting: { oid: 77_738_308 + i } })) },
    };
  if (action.type === 'cancel')
    return { type: 'cancel', data: { statuses: (action.cancels as unknown[]).map(() => 'success') } };
  return { type: 'default' };
};

/** @param user the one account that it knows */
export const startExchange = async (user: string): Promise<Exchange> => {
  const taken: Taken[] = [];
  const answer = async (body: string): Promise<unknown> => {
    const posted = JSON.parse(body) as Posted;
    const by = await signerOf(posted);
    if (by.toLowerCase() !== user.toLowerCase())
      return { status: 'err', response: `User or API Wallet ${by.toLowerCase()} does not exist.` };
    taken.push({ ...posted, by });
    return { status: 'ok', response: statuses(posted.action) };
  };
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*');
    if (request.method !== 'POST' || request.url !== '/exchange')
      return void response.writeHead(request.method === 'OPTIONS' ? 204 : 404).end();
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () =>
      answer(body).then(
        (said) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said)),
        (error) => response.writeHead(422).end(String(error)),
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    taken,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
