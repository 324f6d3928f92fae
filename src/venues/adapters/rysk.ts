/**
 * Rysk v12: quotes and transfers of market makers. They are recognised, with their contracts, and left unread: no source of
 * the venue says in what units strike and quantity are, and a strike that is wrong by ten digits is worse than none.
 * @see https://github.com/rysk-finance/ryskV12-cli 59078bb (2026-04-06), `eip712.go`, `chain.go`
 * @module
 */
import type { Address } from '../../signing/address.ts';
import { type Adapter, type Coverage, FULL_DOMAIN, NotReadable, type Readers } from '../adapter.ts';

const NAME = 'Rysk';
const unread = (): never => {
  throw new NotReadable({ id: 'why.units', params: { venue: NAME } });
};

const readers: Readers = {
  'Quote(address assetAddress,uint256 chainId,bool isPut,uint256 strike,uint64 expiry,address maker,uint64 nonce,uint256 price,uint256 quantity,bool isTakerBuy,uint64 validUntil,address usd,address collateralAsset)':
    unread,
  'Transfer(address user,address asset,uint256 chainId,uint256 amount,bool isDeposit,uint64 nonce)': unread,
};

const CONTRACTS: readonly [number, Address][] = [
  [998, '0x0122db8Ed9B9B49F3FD8774d93773C2e2A564E81'],
  [999, '0x8C8bcb6D2c0E31c5789253EcC8431cA6209B4E35'],
  [8453, '0xe33A517dfeF3D582F6eb94276e8d514F835A1401'],
  [10143, '0x3B87932046bc3E1BB63C13AbA1306F9D398A9CC6'],
  [84532, '0x0ff34Dd648B68f09b199B60B91442e750FD13fdc'],
];

export const adapter: Adapter = {
  id: 'rysk',
  name: NAME,
  domains: CONTRACTS.map(([chainId, contract]) => ({
    name: 'rysk',
    version: '0.0.0',
    type: FULL_DOMAIN,
    chainIds: [chainId],
    verifyingContracts: [contract],
    readers,
  })),
};

export const coverage: Coverage[] = [
  {
    what: 'Quote, Transfer',
    reads: 'not',
    gap: 'Nothing that the venue publishes says in what units strike and quantity are; a wrong point there would show another option.',
    source: 'rysk-finance/ryskV12-cli 59078bb (2026-04-06)',
  },
];
