/**
 * A key that the wallet holds at Hyperliquid. It can neither withdraw nor send; it trades in every market until it ends.
 * There is no message that takes it back: another key under the same name does.
 * @see https://github.com/nktkas/hyperliquid/blob/db80d59/src/api/exchange/_methods/approveAgent.ts a name has at most 16 characters
 * @see https://github.com/nktkas/hyperliquid/blob/db80d59/docs/guides/agent-wallets-and-vaults.md at most 180 days
 * @module
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { type Hex, toHex, utf8 } from '../../lib/bytes.ts';
import { type AgentAsk, type AgentScheme, NO_CONTRACT, type ToSign } from '../adapter.ts';
import { endOf, keyOf, networkWith, parts, postJson, typesFor } from '../asked-with.ts';
import { NAME } from './common.ts';

/** `src/transport/http/mod.ts` of nktkas/hyperliquid db80d59 */
const HOSTS = { Mainnet: 'https://api.hyperliquid.xyz', Testnet: 'https://api.hyperliquid-testnet.xyz' } as const;
export const hostOf = (ask: AgentAsk): string => HOSTS[networkWith(ask, NAME)];

/** The network that the venue's own SDK names in the domain; `hyperliquidChain` is what counts. */
const CHAIN_ID = 421614;
const TYPE =
  'HyperliquidTransaction:ApproveAgent(string hyperliquidChain,address agentAddress,string agentName,uint64 nonce)';

/** 16 characters, of which 10 are the grant's own: another grant does not replace this one. */
const nameOf = ({ id }: AgentAsk): string => `Vouch ${id.slice(-10)}`;

const approval = (ask: AgentAsk, agentAddress: string, until: number): ToSign => {
  const message = {
    hyperliquidChain: networkWith(ask, NAME),
    agentAddress: agentAddress.toLowerCase(),
    agentName: `${nameOf(ask)} valid_until ${until}`,
    nonce: ask.now,
  };
  return {
    by: 'account',
    typedData: {
      domain: { name: 'HyperliquidSignTransaction', version: '1', chainId: CHAIN_ID, verifyingContract: NO_CONTRACT },
      types: typesFor(TYPE),
      primaryType: 'HyperliquidTransaction:ApproveAgent',
      message,
    },
    request: (signature: Hex) =>
      postJson(hostOf(ask), '/exchange', {
        action: { type: 'approveAgent', signatureChainId: `0x${CHAIN_ID.toString(16)}`, ...message },
        nonce: ask.now,
        signature: parts(signature),
      }),
  };
};

const HOUR = 3_600_000;
/** Nobody has the key of this address: it is the end of a hash. Each time another one, as an address is never used again. */
export const nobody = ({ id, now }: AgentAsk): Hex =>
  toHex(keccak_256(utf8(`Vouch takes back ${id} ${now}`)).subarray(12));

export const agents: AgentScheme = {
  curve: 'secp256k1',
  approve: (ask) => approval(ask, keyOf(ask, NAME, 42), endOf(ask, NAME, 1)),
  revoke: (ask) => approval(ask, nobody(ask), ask.now + HOUR),
};
