/**
 * Hyperliquid. `Agent` is a hash; what it stands for is expected in `opened.ts`, by the same ids. Nonces are no ends.
 * @module
 */
import { cannotBeRead, type Expectations, says } from './reading.ts';

const hash = cannotBeRead('32 bytes that stand for an action');
const DESTINATION = '0x5e9ee1089755c3435139848e47e6635505d5a13a';

export const hyperliquid: Expectations = {
  'l1-phantom-agent-production': hash,
  'l1-dummy-action-mainnet': hash,
  'l1-order-limit-gtc-testnet': hash,
  'l1-dummy-with-vault-mainnet': hash,
  'l1-order-tpsl-trigger-testnet': hash,
  'l1-sub-account-transfer-mainnet': hash,
  'l1-schedule-cancel-testnet': hash,
  'l1-hash-base': hash,
  'l1-hash-with-both': hash,
  'user-usd-send-testnet': says('send', { market: 'USDC', size: '1', receiver: DESTINATION }),
  'user-withdraw-testnet': says('withdraw', { market: 'USDC', size: '1', receiver: DESTINATION }),
  // It ends after 90 days by a rule of the venue that is not signed.
  'user-approve-agent-named': says('grant-trade', { receiver: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' }),
  'user-self-SpotSend': says('send', { market: 'PURR', size: '0.1', receiver: DESTINATION }),
  'user-self-UsdClassTransfer': says('own-move', {
    market: 'USDC',
    size: '250.5',
    receiver: '0x14791697260E4c9A71f18484C9f997B308e59325',
  }),
  'user-self-SendAsset': says('send', { market: 'USDC', size: '1', receiver: DESTINATION }),
  'user-self-ApproveBuilderFee': says('grant-fee', {
    size: '0.001%',
    receiver: '0x8c967E73E7B15087c42A10D344cFf4c96D877f1D',
  }),
  // 100163871320 of 1e8
  'user-self-TokenDelegate': says('own-move', {
    market: 'HYPE',
    size: '1001.6387132',
    receiver: '0x5ac99df645F3414876C816Caa18b2d234024b487',
  }),
  'user-self-ConvertToMultiSigUser': says('change-owner'),
  // "disabled": what the venue was allowed to move by itself ends
  'user-self-UserSetAbstraction': says(
    'take-back',
    { receiver: 'Hyperliquid' },
    '0x3b4d2cc2e144a0044002506c8b44508e9ace82e9',
  ),
  'user-usd-send-nktkas': says('send', {
    market: 'USDC',
    size: '1000',
    receiver: '0x1234567890123456789012345678901234567890',
  }),
};
