/**
 * A key that the wallet holds at Aster: for perpetuals, and for spot where the site names it; never for withdrawals.
 * @see https://github.com/asterdex/api-docs/blob/265e024/demo/aster-code.py
 * @see https://github.com/asterdex/api-docs/blob/265e024/V3(Recommended)/EN/aster-finance-futures-api-v3.md "V3 Nonce Mechanism":
 *   microseconds, at most 10 seconds from the venue's clock
 * @module
 */
import { type AgentAsk, type AgentScheme, type CancelAll, NO_CONTRACT, type VenueRequest } from '../adapter.ts';
import { endOf, flagWith, keyOf, networkWith, textWith, typesFor } from '../asked-with.ts';

const NAME = 'Aster';
/** Grants name network 56 on both, requests of a key their own. */
const ON = {
  Mainnet: { host: 'https://fapi.asterdex.com', requests: 1666 },
  Testnet: { host: 'https://fapi.asterdex-testnet.com', requests: 714 },
} as const;
const GRANTS = 56;

const nonceOf = ({ now }: AgentAsk): string => `${now}000`;
const domain = (chainId: number) => ({
  name: 'AsterSignTransaction',
  version: '1',
  chainId,
  verifyingContract: NO_CONTRACT,
});

const form = (
  method: 'POST' | 'DELETE',
  host: string,
  path: string,
  values: Readonly<Record<string, string | boolean>>,
): VenueRequest => ({
  host,
  method,
  path,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: Object.entries(values)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join('&'),
});

const lower = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** What the account signs is sent with small first letters. */
const granted = (
  ask: AgentAsk,
  type: string,
  own: Readonly<Record<string, string | boolean>>,
  method: 'POST' | 'DELETE',
  path: string,
): ReturnType<AgentScheme['approve']> => {
  const network = networkWith(ask, NAME);
  const message = { ...own, AsterChain: network, User: ask.account, Nonce: nonceOf(ask) };
  return {
    by: 'account',
    typedData: {
      domain: domain(GRANTS),
      types: typesFor(type),
      primaryType: type.slice(0, type.indexOf('(')),
      message,
    },
    request: (signature) =>
      form(method, ON[network].host, path, {
        ...Object.fromEntries(Object.entries(message).map(([key, value]) => [lower(key), value])),
        signature,
        signatureChainId: String(GRANTS),
      }),
  };
};

const APPROVE =
  'ApproveAgent(string AgentName,string AgentAddress,string IpWhitelist,uint256 Expired,bool CanSpotTrade,bool CanPerpTrade,bool CanWithdraw,string AsterChain,string User,uint256 Nonce)';
const DELETE = 'DelAgent(string AgentAddress,string AsterChain,string User,uint256 Nonce)';

export const agents: AgentScheme = {
  curve: 'secp256k1',
  approve: (ask) =>
    granted(
      ask,
      APPROVE,
      {
        AgentName: `Vouch ${ask.id.slice(-10)}`,
        AgentAddress: keyOf(ask, NAME, 42),
        IpWhitelist: '',
        Expired: String(endOf(ask, NAME, 1)),
        CanSpotTrade: flagWith(ask, NAME, 'spot'),
        CanPerpTrade: true,
        CanWithdraw: false,
      },
      'POST',
      '/fapi/v3/approveAgent',
    ),
  revoke: (ask) => granted(ask, DELETE, { AgentAddress: keyOf(ask, NAME, 42) }, 'DELETE', '/fapi/v3/agent'),
};

/** Of one market, which the caller names: Aster has no message for all, and its list wants a signature too. */
export const cancelAll: CancelAll = {
  oneMarket: true,
  stays: { id: 'kill.stays.markets' },
  make: (ask) => {
    const network = networkWith(ask, NAME);
    const symbol = textWith(ask, NAME, 'symbol', /^[A-Z\d]{1,30}$/);
    const signer = keyOf(ask, NAME, 42);
    const msg = `symbol=${symbol}&asterChain=${network}&user=${ask.account}&signer=${signer}&nonce=${nonceOf(ask)}`;
    return {
      by: 'agent',
      typedData: {
        domain: domain(ON[network].requests),
        types: typesFor('Message(string msg)'),
        primaryType: 'Message',
        message: { msg },
      },
      request: (signature) => ({
        host: ON[network].host,
        method: 'DELETE',
        path: `/fapi/v3/allOpenOrders?${msg}&signature=${signature}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    };
  },
};
