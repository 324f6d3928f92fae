/**
 * The key that signs receipts: ed25519, made at random when receipts are first exported, in the vault, and used for nothing
 * else. The device key of guardians is another one: only wallets with guardians have it, and it is what guardians know a
 * person by.
 * @module
 */
import { makeAgent, nameOf, signAsAgent } from '../../keyring/agent.ts';
import { type Hex, random, utf8 } from '../../lib/bytes.ts';
import { withLock } from '../../storage/session.ts';
import { NoSuchRecord, readRecord, writeRecords } from '../../vault/vault.ts';

const RECORD = 'receipts/identity';

const secret = async (): Promise<Uint8Array | null> => {
  try {
    return await readRecord(RECORD);
  } catch (error) {
    if (error instanceof NoSuchRecord) return null;
    throw error;
  }
};

/** 32 bytes; null when none was made yet. @throws {Locked} */
export const receiptsKey = async (): Promise<Hex | null> => {
  const found = await secret();
  return found && nameOf('ed25519', found);
};

/** What is signed, as `docs/receipts.md` says: `head` is `0x` and 64 digits, `at` ms since 1970. */
const messageOf = (head: Hex, count: number, at: number): Uint8Array =>
  utf8(`vouch/receipts/1\n${head}\n${count}\n${at}`);

/** Makes the key if there is none. @throws {Locked} */
export const signReceipts = (head: Hex, count: number, at: number): Promise<{ key: Hex; signature: Hex }> =>
  withLock(RECORD, async () => {
    let own = await secret();
    if (!own) {
      own = makeAgent('ed25519', random(32)).secret;
      await writeRecords({ [RECORD]: own });
    }
    return { key: nameOf('ed25519', own), signature: signAsAgent('ed25519', own, messageOf(head, count, at)) };
  });
