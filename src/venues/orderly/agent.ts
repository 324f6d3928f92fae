/**
 * A key that the wallet holds at Orderly: with the scope for orders alone, and taken back with its own signature.
 * @see https://github.com/OrderlyNetwork/documentation-public/blob/3a6e561/build-on-omnichain/user-flows/wallet-authentication.mdx
 *   what the scopes allow
 * @see https://github.com/OrderlyNetwork/documentation-public/blob/3a6e561/build-on-omnichain/user-flows/accounts.mdx
 *   the number of an account
 * @see https://github.com/OrderlyNetwork/js-sdk/blob/0d1ae77/packages/core/src/account.ts
 * @module
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { fromHex, type Hex, toBase64, toHex, utf8 } from '../../lib/bytes.ts';
import { encodeAbi } from '../../signing/abi.ts';
import type { Address } from '../../signing/address.ts';
import type { AgentAsk, AgentScheme, CancelAll, ToSign, VenueRequest } from '../adapter.ts';
import { endOf, keyOf, networkWith, postJson, textWith, typesFor, wholeWith } from '../asked-with.ts';
import { keyText } from './key.ts';

const NAME = 'Orderly';
/** packages/core/src/configStore/defaultConfigStore.ts */
const HOSTS = { Mainnet: 'https://api.orderly.org', Testnet: 'https://testnet-api.orderly.org' } as const;
const OFF_CHAIN: Address = '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC';
const TYPE =
  'AddOrderlyKey(string brokerId,uint256 chainId,string orderlyKey,string scope,uint64 timestamp,uint64 expiration)';

const brokerOf = (ask: AgentAsk): string => textWith(ask, NAME, 'brokerId', /^[a-z\d_-]{1,64}$/i);
const hostOf = (ask: AgentAsk): string => HOSTS[networkWith(ask, NAME)];

/** An account is its owner and the broker that it is with. */
const accountId = (account: Address, broker: string): Hex =>
  toHex(keccak_256(fromHex(encodeAbi('address,bytes32', [account, toHex(keccak_256(utf8(broker)))]))));

const base64url = (signature: Hex): string =>
  toBase64(fromHex(signature)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** A request that the key signs. */
const byKey = (ask: AgentAsk, method: 'POST' | 'DELETE', path: string, body?: string): ToSign => {
  const key = keyText(keyOf(ask, NAME, 66));
  const account = accountId(ask.account, brokerOf(ask));
  const host = hostOf(ask);
  return {
    by: 'agent',
    message: `${ask.now}${method}${path}${body ?? ''}`,
    request: (signature): VenueRequest => ({
      host,
      method,
      path,
      headers: {
        'content-type': method === 'POST' ? 'application/json' : 'application/x-www-form-urlencoded',
        'orderly-account-id': account,
        'orderly-key': key,
        'orderly-timestamp': String(ask.now),
        'orderly-signature': base64url(signature),
      },
      ...(body === undefined ? {} : { body }),
    }),
  };
};

export const agents: AgentScheme = {
  curve: 'ed25519',
  approve: (ask) => {
    const host = hostOf(ask);
    const message = {
      brokerId: brokerOf(ask),
      chainId: wholeWith(ask, NAME, 'chainId'),
      orderlyKey: keyText(keyOf(ask, NAME, 66)),
      scope: 'trading',
      timestamp: ask.now,
      expiration: endOf(ask, NAME, 1),
    };
    const domain = { name: 'Orderly', version: '1', chainId: message.chainId, verifyingContract: OFF_CHAIN };
    return {
      by: 'account',
      typedData: { domain, types: typesFor(TYPE), primaryType: 'AddOrderlyKey', message },
      request: (signature) => postJson(host, '/v1/orderly_key', { message, signature, userAddress: ask.account }),
    };
  },
  revoke: (ask) => {
    const body = JSON.stringify({ orderly_key: keyText(keyOf(ask, NAME, 66)) });
    return byKey(ask, 'POST', '/v1/client/remove_orderly_key', body);
  },
};

/** Of those in the book. Orders that wait for a price (`/v1/algo/orders`) stay: they are another request. */
export const cancelAll: CancelAll = {
  stays: { id: 'kill.stays.triggers' },
  make: (ask) => byKey(ask, 'DELETE', '/v1/orders'),
};
