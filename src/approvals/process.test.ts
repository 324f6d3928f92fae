import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { now, runAhead } from '../lib/clock.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));
vi.stubGlobal('__VOUCH_TEST__', false);

const { page, seen } = await import('./fakes.ts');
const { clear } = await import('../storage/session.ts');
const { listActivity } = await import('../storage/activity.ts');
const { readRecords } = await import('./journal.ts');
const { approve, ask, EXPIRES_MS, leave, reject, resume, resumeDocument, withdraw } = await import('./process.ts');
type Hands = import('./process.ts').Hands;
type Asked = import('./process.ts').Asked;

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' as const;
const DIGEST = `0x${'ab'.repeat(32)}` as const;
const VERDICT = { outcome: 'ask', findings: [] } as const;

let signed = 0;
let begun = false;
let truth = {
  unlocked: true,
  permitted: [ACCOUNT] as (typeof ACCOUNT)[] | null,
  chainId: 1,
  digest: DIGEST as `0x${string}`,
};
const sign = async (): Promise<unknown> => {
  signed++;
  return '0xsignature';
};
const handsThat = (perform: () => Promise<unknown>): Hands => ({
  begin: () => ({
    facts: Promise.resolve({
      ...{ now: now(), owned: [ACCOUNT], verdict: { outcome: 'ask', findings: [] }, coApproved: false, waits: false },
      ...truth,
    }),
    perform,
  }),
  changed: () => {},
  leaves: async () => begun,
});
const hands = handsThat(sign);

const asked = (over: Partial<Asked> = {}): Asked => ({
  requestId: '1',
  origin: 'https://dapp.example',
  tabId: 7,
  documentId: 'document',
  method: 'eth_signTypedData_v4',
  paramsText: '[]',
  account: ACCOUNT,
  chainId: 1,
  digest: DIGEST,
  subject: {
    type: 'typed-data',
    reading: {
      kind: 'unreadable',
      headline: { id: 'error.unknown' },
      rows: [],
      notes: [],
      fields: [],
      why: { id: 'error.unknown' },
      hashOnly: false,
    },
  },
  verdict: { ...VERDICT, findings: [] },
  expiresAt: Date.now() + EXPIRES_MS,
  window: true,
  ...over,
});

const only = async () => {
  const [record] = await readRecords();
  if (!record) throw new Error('there is no record');
  return record;
};

const outcomes = () => seen.told.map(({ message }) => (message as { outcome: unknown }).outcome);

beforeEach(async () => {
  await clear();
  await deleteDB('vouch', { blocked: () => {} });
  Object.assign(seen, { windows: [], told: [], badge: '' });
  page.hears = true;
  signed = 0;
  begun = false;
  truth = { unlocked: true, permitted: [ACCOUNT], chainId: 1, digest: DIGEST };
  runAhead(0);
});

describe('a request', () => {
  it('is shown once, however often it is sent', async () => {
    expect(await ask(hands, asked())).toEqual({ accepted: true });
    expect(await ask(hands, asked())).toEqual({ accepted: true });
    expect(seen.windows).toHaveLength(1);
    expect(await readRecords()).toHaveLength(1);
    expect(seen.badge).toBe('1');
  });

  it('from a background tab waits in the inbox, without a window', async () => {
    await ask(hands, asked({ window: false }));
    expect(seen.windows).toHaveLength(0);
    expect(seen.badge).toBe('1');
  });

  it('is answered once, and signed once, however often approve is pressed', async () => {
    await ask(hands, asked());
    const { id } = await only();
    await Promise.all([approve(hands, id, DIGEST), approve(hands, id, DIGEST), approve(hands, id, DIGEST)]);
    expect(signed).toBe(1);
    expect(outcomes()).toEqual([{ result: '0xsignature' }]);
    expect((await only()).state).toBe('delivered');
    expect(await listActivity(10)).toHaveLength(1);
    expect(await ask(hands, asked())).toEqual({ result: '0xsignature' });
  });

  it('is not signed for another digest than the one shown', async () => {
    await ask(hands, asked());
    const { id } = await only();
    await expect(approve(hands, id, `0x${'00'.repeat(32)}`)).rejects.toMatchObject({
      text: { id: 'approval.changed' },
    });
    expect(signed).toBe(0);
    expect((await only()).state).toBe('waiting');
  });

  it('that was rejected cannot be approved, nor the other way round', async () => {
    await ask(hands, asked());
    const { id } = await only();
    await reject(hands, id);
    await expect(approve(hands, id, DIGEST)).rejects.toMatchObject({ text: { id: 'approval.ended' } });
    expect(signed).toBe(0);
    expect(outcomes()).toMatchObject([{ error: { code: 4001 } }]);
  });

  it.each([
    ['locked', { unlocked: false }, 'locked'],
    ['disconnected', { permitted: null }, 'disconnected'],
    ['on another network', { chainId: 2 }, 'network'],
    ['of another digest when read again', { digest: `0x${'cd'.repeat(32)}` as const }, 'changed'],
  ])('is not signed when it is %s by then', async (_name, over, reason) => {
    await ask(hands, asked());
    truth = { ...truth, ...over };
    await expect(approve(hands, (await only()).id, DIGEST)).rejects.toThrow();
    expect(signed).toBe(0);
    expect(outcomes()).toMatchObject([{ error: { code: -32081, data: { reason } } }]);
  });

  it('expires with an error of its own and cannot be approved any more', async () => {
    await ask(hands, asked());
    const { id } = await only();
    runAhead(EXPIRES_MS + 1);
    await expect(approve(hands, id, DIGEST)).rejects.toThrow();
    await resume(hands);
    expect(signed).toBe(0);
    expect(outcomes()).toMatchObject([{ error: { code: -32080 } }]);
  });

  it('is void when what it depended on goes, and a signature made meanwhile does not leave', async () => {
    await ask(hands, asked());
    const { id } = await only();
    const slow = handsThat(async () => {
      void withdraw(hands, () => true, 'page.locked', 'locked');
      await vi.waitFor(async () => expect((await only()).state).toBe('void'));
      return '0xsignature';
    });
    await expect(approve(slow, id, DIGEST)).rejects.toMatchObject({ text: { id: 'page.locked' } });
    expect(outcomes()).toMatchObject([{ error: { code: -32081 } }]);
    expect(JSON.stringify(seen.told)).not.toContain('0xsignature');
  });

  it('that has begun to leave is reported as sent, whatever has changed since', async () => {
    const plan = {
      chainId: 1,
      from: ACCOUNT,
      to: null,
      value: '0',
      data: '0x',
      nonce: 0,
      gasLimit: '21000',
      maxFeePerGas: '1',
      maxPriorityFeePerGas: '1',
    } as const;
    const { subject } = asked();
    if (!('reading' in subject)) throw new Error('no reading');
    await ask(hands, asked({ subject: { type: 'transaction', reading: subject.reading, plan } }));
    const slow = handsThat(async () => {
      await withdraw(hands, () => true, 'page.locked', 'locked');
      return '0xhash';
    });
    await approve(slow, (await only()).id, DIGEST);
    expect(outcomes()).toEqual([{ result: '0xhash' }]);
  });

  it('whose bytes are kept passes a gate that has closed meanwhile', async () => {
    await ask(hands, asked());
    begun = true;
    truth = { ...truth, unlocked: false };
    await approve(hands, (await only()).id, DIGEST);
    expect(outcomes()).toEqual([{ result: '0xsignature' }]);
  });

  it('waits for a page that does not hear, and is told when it comes back', async () => {
    await ask(hands, asked());
    page.hears = false;
    await approve(hands, (await only()).id, DIGEST);
    expect((await only()).state).toBe('approved');
    page.hears = true;
    expect(await resumeDocument('document', ['1', '2'])).toEqual(['2']);
    expect(outcomes()).toEqual([{ result: '0xsignature' }]);
    expect((await only()).state).toBe('delivered');
  });

  it('is given up when its tab is closed', async () => {
    await ask(hands, asked());
    page.hears = false;
    await leave(hands, (record) => record.tabId === 7);
    expect((await only()).state).toBe('delivered');
    await expect(approve(hands, (await only()).id, DIGEST)).rejects.toMatchObject({ text: { id: 'approval.ended' } });
    expect(seen.badge).toBe('');
  });
});

describe('a site', () => {
  it('has at most five requests waiting, and all sites twenty', async () => {
    for (let i = 0; i < 5; i++) await ask(hands, asked({ requestId: String(i) }));
    await expect(ask(hands, asked({ requestId: '5' }))).rejects.toMatchObject({ code: -32002 });
    for (let i = 0; i < 15; i++)
      await ask(hands, asked({ origin: `https://${Math.floor(i / 5)}.example`, requestId: String(i + 10) }));
    await expect(ask(hands, asked({ origin: 'https://last.example', requestId: '30' }))).rejects.toMatchObject({
      code: -32002,
    });
  });

  it('waits a minute after three rejections in half a minute', async () => {
    for (let i = 0; i < 3; i++) {
      await ask(hands, asked({ requestId: String(i) }));
      const waiting = (await readRecords()).find((record) => record.state === 'waiting');
      await reject(hands, waiting?.id ?? '');
    }
    await expect(ask(hands, asked({ requestId: '3' }))).rejects.toMatchObject({
      code: -32005,
      data: { retryAfterSeconds: 60 },
    });
    expect(await ask(hands, asked({ origin: 'https://other.example', requestId: '3' }))).toEqual({ accepted: true });
    runAhead(60_001);
    expect(await ask(hands, asked({ requestId: '4' }))).toEqual({ accepted: true });
  });
});
