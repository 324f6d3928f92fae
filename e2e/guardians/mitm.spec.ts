/**
 * Somebody in the middle: they took the owner's link out of a chat and gave the guardian one of their own. To each side
 * they speak Vouch's protocol without a fault; only the words of the call tell, and a word that is wrong ends it.
 */
import { randomBytes } from 'node:crypto';
import { expect } from 'playwright/test';
import { WebSocket } from 'ws';
import {
  accepting,
  compare,
  inviting,
  type Peer,
  readLink,
  type Turn,
  takeLetter,
  type World,
  wordsOf,
} from '../../src/guardians/peer.ts';
import { readLetter } from '../../src/guardians/step.ts';
import { mailboxOf } from '../../src/lib/mailbox.ts';
import { relayClient } from '../../src/relay/connection.ts';
import { unwrap, wrap } from '../../src/relay/gift.ts';
import {
  acceptInvite,
  addGuardian,
  compareWords,
  guardianOf,
  inviteFor,
  LONG_MS,
  mailUntil,
  nameSelf,
  test,
  toGuardian,
  typeWords,
  wardOf,
  wordsOn,
} from './people.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const MALLORY = { id: 'm', name: 'Mallory', reach: '' };

/** One side of the middle: a state of the real protocol, and the relay that carries it. */
const middle = (url: string) => {
  const client = relayClient({ socket: (to) => new WebSocket(to) as unknown as globalThis.WebSocket });
  const world = (): World => ({ now: Date.now(), random, relays: [url] });
  const seen = new Set<string>();
  let peer: Peer;
  const send = async ({ peer: next, letters }: Pick<Turn, 'peer' | 'letters'>): Promise<void> => {
    peer = next;
    const { address, mailbox } = peer;
    if (!address || !letters.length) return;
    const gift = { from: mailbox, to: address, expiresAt: Date.now() + 45 * 24 * 60 * 60_000, now: Date.now(), random };
    const answers = await client.publish(
      url,
      mailbox,
      letters.map((content) => wrap({ ...gift, content })),
    );
    expect(answers.every(({ answer }) => answer === 'ok')).toBe(true);
  };
  return {
    world,
    send,
    /** Takes in what came, and answers. */
    turn: async (): Promise<void> => {
      const { events } = await client.read(url, peer.mailbox, 0);
      for (const event of events) {
        const { from, content, id } = unwrap(event, peer.mailbox);
        const letter = readLetter(content);
        if (seen.has(id) || !letter) continue;
        seen.add(id);
        await send(takeLetter(peer, from, letter, world()));
      }
    },
    /** Says that the words were right, whatever they were. */
    claim: async (): Promise<void> => {
      await send(compare(peer, wordsOf(peer)?.type ?? [], world()));
    },
    words: () => wordsOf(peer),
    address: () => mailboxOf(peer.mailbox),
  };
};

test('a man in the middle is told by the words, and one wrong word burns the invite', async ({ open, relay }) => {
  test.setTimeout(LONG_MS);
  const owner = await open('Noor', 'owner', [relay.url]);
  const ana = await open('Ana', 'guardian', [relay.url]);
  await nameSelf(owner);
  await addGuardian(owner, 'person', 'Ana');
  const link = await inviteFor(owner, 'Ana');

  const toOwner = middle(relay.url);
  const toAna = middle(relay.url);
  await toOwner.send(accepting(readLink(link, Date.now()), MALLORY, toOwner.world()));
  const { peer, link: false_ } = inviting(MALLORY, 'guardian', random(32), toAna.world());
  await toAna.send({ peer, letters: [] });
  expect(false_).not.toBe(link);
  await acceptInvite(ana, false_, 'Noor');

  await mailUntil([owner, ana], async () => {
    await toOwner.turn();
    await toAna.turn();
    return (await guardianOf(owner, 'Ana')).words !== null && (await wardOf(ana)).words !== null;
  });
  expect(toOwner.words(), 'he has both conversations').not.toBeNull();
  expect(toAna.words()).not.toBeNull();

  await test.step('that he calls the words right makes nobody believe it', async () => {
    await toOwner.claim();
    await toAna.claim();
    for (let i = 0; i < 2; i++) for (const one of [owner, ana]) await one.check();
    expect((await guardianOf(owner, 'Ana')).pairing).toBe('words');
    expect((await wardOf(ana)).pairing).toBe('words');
  });

  await toGuardian(owner, 'Ana');
  await ana.go('/people');
  const [owners, anas] = [await wordsOn(owner.page), await wordsOn(ana.page)];

  await test.step('what Ana hears on the call is not what her computer waits for', async () => {
    await typeWords(ana.page, owners);
    await expect.poll(async () => (await wardOf(ana)).pairing).toBe('mismatch');
    await ana.page.locator('[data-state="ward.state.mismatch"]').waitFor();
    await typeWords(owner.page, anas);
    await owner.page.getByTestId('mismatch').waitFor();
    expect(await guardianOf(owner, 'Ana')).toMatchObject({ pairing: 'mismatch', comparedAt: null, holds: 'none' });
  });

  await test.step('the burned invite stays burned, also for the right words', async () => {
    await expect(owner.page.getByTestId('compare-words')).toHaveCount(0);
    const id = (await guardianOf(owner, 'Ana')).id;
    const right = toOwner.words()?.read ?? [];
    expect(right).toHaveLength(5);
    expect(await owner.ask('guardians.words', { id, typed: right })).toEqual({ matched: false });
  });

  await test.step('a new invite, without him, goes through', async () => {
    await owner.page.getByTestId('new-invite').click();
    await owner.page.getByTestId('invite-link').waitFor();
    const fresh = await owner.page.getByTestId('invite-link').inputValue();
    expect(fresh).not.toBe(link);
    const burned = await wardOf(ana);
    await ana.page.getByTestId(`ward-more-${burned.id}`).click();
    await ana.page.getByTestId(`forget-${burned.id}`).click();
    await ana.page.getByTestId(`forget-go-${burned.id}`).click();
    await expect.poll(async () => (await ana.view()).wards.length).toBe(0);
    await acceptInvite(ana, fresh, 'Noor');
    await mailUntil(
      [owner, ana],
      async () => (await guardianOf(owner, 'Ana')).words !== null && (await wardOf(ana)).words !== null,
    );
    await compareWords(owner, ana);
    await mailUntil([owner, ana], async () => (await guardianOf(owner, 'Ana')).pairing === 'paired');
  });
});
