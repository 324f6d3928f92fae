import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { now, runAhead } from '../../lib/clock.ts';
import { NO_POLICY, type Policy } from '../../policy/limits/document.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { change, readAll, removeEverything } from '../../storage/db.ts';
import { clear } from '../../storage/session.ts';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import type { MoveFunds } from '../../venues/reading.ts';

const STRANGER = '0x00000000000000000000000000000000000000aa';
const around = vi.hoisted(() => ({
  rules: undefined as unknown,
  locked: false,
  devices: false,
  /** what a turn brings */
  turn: async (): Promise<void> => {},
  turns: 0,
  /** what letters that were read already stop */
  stops: async (): Promise<void> => {},
  raised: 0,
}));

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));
vi.mock('../push.ts', () => ({ changed: () => {} }));
vi.mock('../limits/policy.ts', () => ({
  policyNow: async () =>
    around.locked ? null : { policy: { ...NO_POLICY, moneyOut: around.rules }, coolingUntil: null },
}));
vi.mock('../accounts.ts', () => ({
  readKeyring: async () => ({ accounts: [{ address: ACCOUNT }, { address: OTHER }] }),
  newId: () => crypto.randomUUID(),
}));
vi.mock('../guardians/run.ts', () => ({
  soon: () => {},
  turn: async () => {
    around.turns += 1;
    await around.turn();
  },
}));
vi.mock('./devices.ts', () => ({ hasDevices: async () => around.devices, takeStops: () => around.stops() }));
vi.mock('./alarm.ts', () => ({
  raiseWaits: async () => {
    around.raised += 1;
  },
}));

const { mustWait, spentOut } = await import('./judge.ts');
const { forgetWaits, listWaits, stopWait } = await import('./store.ts');

const RULES: NonNullable<Policy['moneyOut']> = {
  above: [{ asset: 'USDC', amount: '100' }],
  newAddress: false,
  hours: 24,
};
const send = (amount: string, recipient = STRANGER, origin = 'https://app.example') => ({
  reading: {
    ...{ kind: 'move-funds', headline: { id: 'headline.send', params: { amount } }, rows: [], notes: [], fields: [] },
    ...{ asset: 'USDC', amount, recipient, own: false },
  } as MoveFunds,
  plan: null,
  account: ACCOUNT,
  origin,
});
let ahead = 0;
const pass = (ms: number): void => {
  ahead += ms;
  runAhead(ahead);
};
/** The worker dies: what it had in memory is gone. */
const die = forgetWaits;

beforeEach(async () => {
  ahead = 0;
  runAhead(0);
  Object.assign(around, {
    rules: RULES,
    locked: false,
    devices: false,
    turns: 0,
    raised: 0,
    turn: async () => {},
    stops: async () => {},
  });
  await removeEverything();
  await clear();
  forgetWaits();
});

describe('money going out', () => {
  test('waits from the first request on: asking again changes nothing, with an alarm once', async () => {
    const first = await mustWait(send('500'), true);
    expect(first?.opensAt).toBeGreaterThanOrEqual(now() + DAY_MS - 1000);
    pass(3_600_000);
    die();
    expect(await mustWait(send('500'), true)).toEqual(first);
    expect(await mustWait(send('200'), true)).toEqual(first);
    expect(await mustWait(send('500'), false)).toEqual(first);
    expect(await listWaits()).toHaveLength(1);
    expect(around.raised).toBe(1);
  });

  test('is free where nothing was chosen, below the cap, to an own account, and while locked the gate asks', async () => {
    expect(await mustWait(send('100'), true)).toBeNull();
    expect(await mustWait(send('500', OTHER), true)).toBeNull();
    around.locked = true;
    expect(await mustWait(send('500'), true)).toBeNull();
    await expect(spentOut(send('500'), 'r')).rejects.toThrow();
    around.locked = false;
    around.rules = undefined;
    expect(await mustWait(send('500'), true)).toBeNull();
    expect(await listWaits()).toEqual([]);
  });

  test('that was asked while locked begins to wait at the gate', async () => {
    around.locked = true;
    expect(await mustWait(send('500'), true)).toBeNull();
    around.locked = false;
    const first = await mustWait(send('500'), false);
    expect(first).not.toBeNull();
    expect(await mustWait(send('500'), true)).toEqual(first);
    expect(around.raised).toBe(1);
  });

  test('may be asked after the wait, for 48 hours, and what goes out under it is counted once', async () => {
    await mustWait(send('500'), true);
    pass(DAY_MS);
    die();
    expect(await mustWait(send('500.1'), false)).not.toBeNull();
    expect(await mustWait(send('300'), true)).toBeNull();
    await spentOut(send('300'), 'record-1');
    die();
    // the same record again, after a death before the signature was handed over
    expect(await mustWait(send('300'), false, 'record-1')).toBeNull();
    await spentOut(send('300'), 'record-1');
    expect(await readAll('sent')).toHaveLength(1);
    expect(await mustWait(send('200.1'), false)).not.toBeNull();
    await spentOut(send('200'), 'record-2');
    await expect(spentOut(send('101'), 'record-3')).rejects.toMatchObject({ code: -32083 });
    expect(await readAll('sent')).toHaveLength(2);
  });

  test('two requests at once do not use one wait twice', async () => {
    await mustWait(send('500'), true);
    pass(DAY_MS);
    const both = await Promise.allSettled([spentOut(send('500'), 'a'), spentOut(send('500'), 'b')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('small sums add up: the one that passes the cap of the day waits', async () => {
    await spentOut(send('60'), 'a');
    await spentOut(send('40', '0x00000000000000000000000000000000000000bb'), 'b');
    expect(await mustWait(send('1'), true)).not.toBeNull();
    pass(DAY_MS);
    expect(await mustWait(send('99'), true)).toBeNull();
  });

  test('a write that fails signs nothing', async () => {
    await mustWait(send('500'), true);
    pass(DAY_MS);
    const fails = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(spentOut(send('500'), 'a')).rejects.toThrow();
    fails.mockRestore();
    expect(await readAll('sent')).toEqual([]);
    await spentOut(send('500'), 'a');
    expect(await readAll('sent')).toHaveLength(1);
  });
});

describe('a stop', () => {
  test('is final, and whoever asks again waits anew', async () => {
    await mustWait(send('500'), true);
    const [row] = await listWaits();
    await stopWait(row?.id ?? '', 'Laptop');
    await stopWait(row?.id ?? '', 'Phone');
    die();
    expect((await listWaits())[0]?.stopped?.by).toBe('Laptop');
    pass(DAY_MS);
    const again = await mustWait(send('500'), true);
    expect(again?.opensAt).toBeGreaterThanOrEqual(now() + DAY_MS - 1000);
    await expect(spentOut(send('500'), 'a')).rejects.toMatchObject({ code: -32083 });
    await expect(stopWait('nobody', '')).rejects.toThrow();
  });

  test('that lies on a relay is heard before the money may be asked for', async () => {
    around.devices = true;
    await mustWait(send('500'), true);
    expect(around.turns).toBe(0);
    pass(DAY_MS);
    const [row] = await listWaits();
    around.turn = () => stopWait(row?.id ?? '', 'Laptop');
    expect(await mustWait(send('500'), true)).not.toBeNull();
    expect(around.turns).toBe(1);
    // one that was read by a worker that died before it was carried out
    await mustWait(send('550'), true);
    pass(DAY_MS);
    const read = (await listWaits()).find(({ amount }) => amount === '550');
    around.stops = () => stopWait(read?.id ?? '', 'Laptop');
    expect(await mustWait(send('550'), false)).not.toBeNull();
    around.stops = async () => {};
    // or by one that died after it was counted, before the signature left
    await mustWait(send('580'), true);
    pass(DAY_MS);
    await spentOut(send('580'), 'died');
    die();
    expect(await mustWait(send('580'), false, 'died')).toBeNull();
    const used = (await listWaits()).find(({ amount }) => amount === '580');
    around.stops = () => stopWait(used?.id ?? '', 'Laptop');
    expect(await mustWait(send('580'), false, 'died')).not.toBeNull();
    around.stops = async () => {};
    // a relay that fails holds nothing up
    await mustWait(send('600'), true);
    pass(DAY_MS);
    around.turn = () => Promise.reject(new Error('no relay'));
    expect(await mustWait(send('600'), true)).toBeNull();
  });
});

describe('clocks and floods', () => {
  test('a clock that is turned back opens nothing earlier, and nothing again', async () => {
    const first = await mustWait(send('500'), true);
    pass(-5 * DAY_MS);
    expect(await mustWait(send('500'), true)).toEqual(first);
    pass(5 * DAY_MS + 3 * DAY_MS);
    await listWaits();
    die();
    pass(-DAY_MS);
    expect(await mustWait(send('500'), false)).not.toBeNull();
    await expect(spentOut(send('500'), 'a')).rejects.toThrow();
  });

  test('one site, and all of them, may begin only so many', async () => {
    for (let i = 0; i < 5; i++) await mustWait(send(String(500 + i)), true);
    await expect(mustWait(send('900'), true)).rejects.toMatchObject({ code: -32005 });
    expect(await mustWait(send('504'), true)).not.toBeNull();
    for (let site = 0; site < 5; site++)
      for (let i = 0; i < 5; i++)
        await mustWait(send(String(1000 + site * 10 + i), STRANGER, `https://${site}.example`), true);
    await mustWait(send('2000', STRANGER, 'https://six.example'), true);
    await mustWait(send('2001', STRANGER, 'https://six.example'), true);
    await expect(mustWait(send('2002', STRANGER, 'https://six.example'), true)).rejects.toMatchObject({ code: -32005 });
  });

  test('what is long over is forgotten, but not who was sent to', async () => {
    around.rules = { above: [], newAddress: true, hours: 24 };
    await mustWait(send('5'), true);
    pass(DAY_MS);
    await spentOut(send('5'), 'a');
    await change(['sent'], async (tx) => {
      const [row] = await tx.objectStore('sent').getAll();
      if (row)
        for (let i = 0; i < 3; i++)
          await tx.objectStore('sent').put({ ...row, id: `old ${i}`, at: row.at - 30 * DAY_MS });
    });
    pass(30 * DAY_MS);
    die();
    expect(await mustWait(send('7'), true)).toBeNull();
    await listWaits(); // closes it
    pass(10 * DAY_MS);
    expect(await listWaits()).toEqual([]);
    expect(await readAll('sent')).toHaveLength(1);
  });
});
