/**
 * A session key that the wallet holds at Derive v3: for the order book of perpetuals and options, in one subaccount, until it
 * ends. Derive has no message that takes a key back. The same key is set again without any right, and its end cannot be put
 * nearer than 5 minutes.
 * @see https://github.com/derivexyz/derive-py/blob/92fa887/examples/02-session-keys.py
 * @see https://github.com/derivexyz/derive-py/blob/92fa887/derive_py/_clients/rest/http/account.py
 * @see https://github.com/derivexyz/derive-ts/blob/a58797b/src/codecs/sessionKey.ts
 * @module
 */
import type { Hex } from '../../lib/bytes.ts';
import { encodeAbi } from '../../signing/abi.ts';
import type { AgentAsk, AgentScheme, ToSign } from '../adapter.ts';
import { endOf, flagWith, keyOf, networkWith, postJson, typesFor, wholeWith } from '../asked-with.ts';
import { moduleNamed } from './modules.ts';
import { codesOf } from './scopes.ts';

const NAME = 'Derive';
const TYPE =
  'Action(uint256 subaccountId,uint256 nonce,address module,bytes data,uint256 expiry,address owner,address signer)';
const CONTRACT = '0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD';
/** `derive_py/config/contracts.py` */
const ON = {
  Mainnet: { chainId: 1, host: 'https://api.derive.xyz' },
  Testnet: { chainId: 11155111, host: 'https://testnet.api.derive.xyz' },
} as const;

const BOOK = ['trade:orderbook:perp', 'trade:orderbook:option'];
const RFQ = ['trade:rfq:perp', 'trade:rfq:option'];
/** An action is taken up to so long after it was signed; at least 5 minutes, and 10 are the SDK's. */
const TAKEN_S = 600;
/** The nearest end is 5 minutes, and the way there takes time. */
const RETIRED_S = 360;

/** `expiry`: seconds since 1970. `nonce`: nanoseconds, as v3 wants them; above 2^53, so it is text. */
const setKey = (ask: AgentAsk, scopes: readonly string[], expiry: number): ToSign => {
  const { chainId, host } = ON[networkWith(ask, NAME)];
  const key = keyOf(ask, NAME, 42);
  const subaccount = wholeWith(ask, NAME, 'subaccount');
  const nonce = `${ask.now}000000`;
  const taken = Math.floor(ask.now / 1000) + TAKEN_S;
  const data = encodeAbi('address,uint256,uint256[],uint256[]', [
    key,
    BigInt(expiry),
    codesOf(scopes),
    [BigInt(subaccount)],
  ]);
  return {
    by: 'account',
    typedData: {
      domain: { name: 'Matching', version: '1.0', chainId, verifyingContract: CONTRACT },
      types: typesFor(TYPE),
      primaryType: 'Action',
      message: {
        ...{ subaccountId: 0, nonce, module: moduleNamed('sessionKey', chainId), data },
        ...{ expiry: taken, owner: ask.account, signer: ask.account },
      },
    },
    request: (signature: Hex) =>
      postJson(host, '/v3/private/set_session_key', {
        wallet: ask.account,
        public_session_key: key,
        expiry_sec: expiry,
        subaccount_ids: [subaccount],
        nonce,
        signer: ask.account,
        signature,
        signature_expiry_sec: taken,
        protocol_scopes: scopes,
        offchain_scopes: [],
        label: `Vouch ${ask.id.slice(-10)}`,
      }),
  };
};

export const agents: AgentScheme = {
  curve: 'secp256k1',
  approve: (ask) => {
    const until = endOf(ask, NAME, 6);
    return setKey(ask, flagWith(ask, NAME, 'rfq') ? [...BOOK, ...RFQ] : BOOK, Math.floor(until / 1000));
  },
  revoke: (ask) => setKey(ask, [], Math.floor(ask.now / 1000) + RETIRED_S),
};
