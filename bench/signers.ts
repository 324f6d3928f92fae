/**
 * A program of its own (`node signers.mjs <times>`): the same order hashed and signed by Vouch and by three libraries, in turns. Vouch reads the JSON
 * text strictly and recovers the address after it signed, as it does in earnest; the others do neither.
 * @module
 */
import { type MessageTypes, SignTypedDataVersion, signTypedData, type TypedMessage } from '@metamask/eth-sig-util';
import { Wallet } from 'ethers';
import { privateKeyToAccount } from 'viem/accounts';
import { sign } from '../src/keyring/sign.ts';
import { fromHex } from '../src/lib/bytes.ts';
import { readTypedDataParams } from '../src/signing/typed-data.ts';
import { order } from './order.ts';

const KEY = `0x${'4c'.repeat(32)}` as const;
const SECRET = fromHex(KEY);

const account = privateKeyToAccount(KEY);
const wallet = new Wallet(KEY);

type Signer = (typed: ReturnType<typeof order>) => string | Promise<string>;

const signers: Record<string, Signer> = {
  Vouch: (typed) => {
    const params = JSON.stringify([account.address, JSON.stringify(typed)]);
    const read = readTypedDataParams(params);
    return sign(fromHex(read.data.digest), SECRET, read.account).hex65;
  },
  viem: ({ domain, types, message }) =>
    account.signTypedData({
      domain: { ...domain, chainId: BigInt(domain.chainId) },
      types,
      primaryType: 'Order',
      message: { ...message, expiry: BigInt(message.expiry), nonce: BigInt(message.nonce) },
    }),
  ethers: ({ domain, types: { EIP712Domain: _, ...types }, message }) =>
    wallet.signTypedData(
      domain,
      Object.fromEntries(Object.entries(types).map(([name, members]) => [name, [...members]])),
      message,
    ),
  'eth-sig-util': (typed) =>
    signTypedData({
      privateKey: SECRET as Buffer,
      data: typed as unknown as TypedMessage<MessageTypes>,
      version: SignTypedDataVersion.V4,
    }),
};

const WARM_UP = 20;
const times = Number(process.argv[2] ?? 100);

/** Milliseconds a signature, by who made it. */
const taken: Record<string, number[]> = Object.fromEntries(Object.keys(signers).map((name) => [name, []]));
for (let i = 0; i < WARM_UP + times; i++) {
  const typed = order(account.address, i);
  const signatures = new Set<string>();
  for (const [name, signer] of Object.entries(signers)) {
    const before = performance.now();
    signatures.add(await signer(typed));
    const ms = performance.now() - before;
    if (i >= WARM_UP) taken[name]?.push(ms);
  }
  if (signatures.size !== 1) throw new Error(`they disagree about a signature: ${[...signatures].join(', ')}`);
}
process.stdout.write(JSON.stringify(taken));
