/** Hyperliquid: actions signed in the clear (`user-signed.ts`), and L1 actions that go out as a hash (`l1.ts`). @module */
import { type Adapter, type Coverage, FULL_DOMAIN, NO_CONTRACT, unreadable } from '../adapter.ts';
import { agents } from '../hyperliquid/agent.ts';
import { cancelAll } from '../hyperliquid/cancel-all.ts';
import { NAME } from '../hyperliquid/common.ts';
import { AGENT, open } from '../hyperliquid/l1.ts';
import { readers } from '../hyperliquid/user-signed.ts';

export const adapter: Adapter = {
  id: 'hyperliquid',
  name: NAME,
  domains: [
    // The chainId is whatever network the front end was on (421614 in the SDK); `hyperliquidChain` is what counts.
    {
      name: 'HyperliquidSignTransaction',
      version: '1',
      type: FULL_DOMAIN,
      verifyingContracts: [NO_CONTRACT],
      anyNetwork: true,
      readers,
    },
    {
      name: 'Exchange',
      version: '1',
      type: FULL_DOMAIN,
      chainIds: [1337],
      verifyingContracts: [NO_CONTRACT],
      anyNetwork: true,
      common: true,
      readers: { [AGENT]: () => unreadable({ id: 'why.hyperliquidHash' }, [], true) },
    },
  ],
  open,
  agents,
  cancelAll,
};

const SDK = 'hyperliquid-dex/hyperliquid-python-sdk 7ee976d and nktkas/hyperliquid db80d59';

export const coverage: Coverage[] = [
  {
    what: 'Agent, with its action (wallet_signVenueOrder)',
    reads: 'whole',
    gap: 'Markets that are not in the list of 2026-02-06, and all of the test network, are shown by their number.',
    source: SDK,
  },
  {
    what: 'Agent, with an action of validators, deployers, lending or predictions',
    reads: 'in part',
    gap: 'The name of the action is said and its fields are shown as they are; there is no card in words.',
    source: SDK,
  },
  {
    what: 'Agent, without its action',
    reads: 'not',
    gap: 'It is a hash; it is refused.',
    source: SDK,
  },
  {
    what: 'ApproveAgent, ApproveBuilderFee, UsdSend, SpotSend, SendAsset, SendToEvmWithData, Withdraw, UsdClassTransfer, CDeposit, CWithdraw, TokenDelegate, ConvertToMultiSigUser, UserDexAbstraction, UserPortfolioMargin, UserSetAbstraction, each also as one owner of a shared account',
    reads: 'whole',
    source: SDK,
  },
  {
    what: 'LinkStakingUser, StakingLinkDisableTradingUser',
    reads: 'not',
    gap: 'What a link gives away is not documented well enough to say it in words.',
    source: SDK,
  },
  {
    what: 'SendMultiSig',
    reads: 'not',
    gap: 'It is a hash of what several owners have signed; it is refused.',
    source: SDK,
  },
];
