/**
 * A signer that the wallet links to a subaccount of Nado. The venue knows no end and no limit of one, and takes another in
 * its place: Vouch lets the key go when the grant ends, and the empty address takes it back there.
 * @see https://github.com/nadohq/nado-python-sdk/tree/f514e48/nado_protocol `engine_client/types/execute.py`, `utils/{backend,nonce,bytes32}.py`
 * @see https://github.com/nadohq/nado-typescript-sdk/blob/8d277ed/apps/e2e/src/engine-client/signerAndOrderTests.test.ts the empty address
 * @module
 */
import { toHex, utf8 } from '../../lib/bytes.ts';
import {
  type AgentAsk,
  type AgentScheme,
  type CancelAll,
  NO_CONTRACT,
  NotReadable,
  type ToSign,
  type VenueRequest,
} from '../adapter.ts';
import { keyOf, networkWith, postJson, textWith, typesFor, wholeWith } from '../asked-with.ts';

const NAME = 'Nado';
/** Of its test network the sources name no contract. */
const HOST = 'https://gateway.prod.nado.xyz';
const DOMAIN = {
  name: 'Nado',
  version: '0.0.1',
  chainId: 57073,
  verifyingContract: '0x05ec92D78ED421f3D3Ada77FFdE167106565974E',
} as const;

const mainOnly = (ask: AgentAsk): void => {
  if (networkWith(ask, NAME) !== 'Mainnet')
    throw new NotReadable({ id: 'why.agentWith', params: { venue: NAME, field: 'network: "Mainnet"' } });
};

/** An address and 12 bytes of a name, zeros behind it. */
const subaccount = (address: string, name: string): string =>
  address.toLowerCase() + toHex(utf8(name)).slice(2).padEnd(24, '0');
const senderOf = (ask: AgentAsk): string =>
  subaccount(ask.account, textWith(ask, NAME, 'subaccount', /^[!-~]{1,12}$/, 'default'));

const execute =
  (name: string, tx: unknown) =>
  (signature: string): VenueRequest =>
    postJson(HOST, '/v1/execute', { [name]: { tx, signature } });

/** @param nonce the number of the account's next transaction, which the venue counts */
const link = (ask: AgentAsk, signer: string, nonce: number): ToSign => {
  mainOnly(ask);
  const message = { sender: senderOf(ask), signer: subaccount(signer, ''), nonce: String(nonce) };
  return {
    by: 'account',
    typedData: {
      domain: DOMAIN,
      types: typesFor('LinkSigner(bytes32 sender,bytes32 signer,uint64 nonce)'),
      primaryType: 'LinkSigner',
      message,
    },
    request: execute('link_signer', message),
  };
};

/** `NoncesData`: `tx_nonce` as text. What is anything else is refused by who reads it. */
const nonceIn = (listed: unknown): string => {
  const nonce = (listed as { data?: { tx_nonce?: unknown } | null } | null | undefined)?.data?.tx_nonce;
  return typeof nonce === 'string' || typeof nonce === 'number' ? String(nonce) : '';
};

export const agents: AgentScheme = {
  curve: 'secp256k1',
  approve: (ask) => link(ask, keyOf(ask, NAME, 42), wholeWith(ask, NAME, 'nonce')),
  /** `NoncesParams` of `engine_client/types/query.py` */
  list: ({ account }) => postJson(HOST, '/v1/query', { type: 'nonces', address: account }),
  // The number that the site named has been used by the approval.
  revoke: (ask, listed) =>
    link(ask, NO_CONTRACT, wholeWith({ ...ask, with: { nonce: nonceIn(listed) } }, NAME, 'nonce')),
};

/** ms until the venue drops it, in the upper 44 bits; 90 s as its SDKs have it. Below is what tells two apart. */
const orderNonce = ({ now, id }: AgentAsk): string => String((BigInt(now + 90_000) << 20n) | (BigInt(id) & 0xf_ffffn));

const MOST_PRODUCTS = 1000;
/** `SymbolsData`: the products that there are. Number 0 is the coin that everything is counted in. */
const productsIn = (listed: unknown): number[] => {
  const data = (listed as { data?: { symbols?: unknown } } | null)?.data;
  const symbols = data?.symbols;
  if (typeof symbols !== 'object' || symbols === null) return [];
  const ids = Object.values(symbols).map((one) => Number((one as { product_id?: unknown } | null)?.product_id));
  return [...new Set(ids)].filter((id) => Number.isInteger(id) && id > 0 && id < 2 ** 32).slice(0, MOST_PRODUCTS);
};

/**
 * In every product that the venue lists. Without a list none is named, which means all of them: so say the documents of Vertex
 * ("Cancel Product Orders"), whose message and code Nado took over; those of Nado itself were not found.
 */
export const cancelAll: CancelAll = {
  stays: { id: 'kill.stays.triggers' },
  list: () => postJson(HOST, '/v1/query', { type: 'symbols' }),
  make: (ask, listed) => {
    mainOnly(ask);
    const message = { sender: senderOf(ask), productIds: productsIn(listed), nonce: orderNonce(ask) };
    return {
      by: ask.agent === null ? 'account' : 'agent',
      typedData: {
        domain: DOMAIN,
        types: typesFor('CancellationProducts(bytes32 sender,uint32[] productIds,uint64 nonce)'),
        primaryType: 'CancellationProducts',
        message,
      },
      request: execute('cancel_product_orders', message),
    };
  },
};
