/** The UI lane's methods about guardians. The lock is checked deeper: what needs the book needs the password. @module */
import { askOf, chooseWard, decide as decideAsk, openRequest, voteUnasked } from '../../guardians/ask.ts';
import { findPeer, type Owner, type State, tellRelays, watchOf } from '../../guardians/book.ts';
import { type Manifest, manifestHash, readManifest } from '../../guardians/manifest.ts';
import {
  addGuardian,
  chosen,
  dropGuardian,
  editGuardian,
  GuardiansError,
  guardianOf,
  inviteAgain,
  protect,
  refresh,
  rehearse,
  setAlert,
  setPlan,
  stopRequest,
  testedPaper,
  undoDraft,
} from '../../guardians/owner.ts';
import {
  cardFingerprint,
  decodeOwnerKey,
  decodePaper,
  encodeOwnerKey,
  encodePaper,
  type PaperFault,
} from '../../guardians/paper.ts';
import { addressOf, openLink, readLink } from '../../guardians/peer.ts';
import {
  addHelper,
  addPaper,
  answerLost,
  beginRecovery,
  cancelRecovery,
  chooseGroup,
  linkAgain,
  setFactor,
} from '../../guardians/recovery.ts';
import { checkShare, decodeShare } from '../../guardians/sharing.ts';
import { compareWords } from '../../guardians/step.ts';
import { acceptInvite, answerChange, answerRehearsal, forget, resign } from '../../guardians/ward.ts';
import { fromHex, type Hex, random, sameBytes, toHex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import type { Text } from '../../lib/text.ts';
import type { GuardiansLane, InviteView, PaperPage } from '../../messaging/guardians-lane.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import { readAll } from '../../storage/db.ts';
import { isUnlocked } from '../../vault/lock.ts';
import * as vault from '../../vault/vault.ts';
import { hasAccounts } from '../accounts.ts';
import { opened } from '../lock.ts';
import { changed } from '../push.ts';
import { readSettings, saveSettings } from '../settings.ts';
import { answered, listAlarms } from './alarms.ts';
import { isFaulty, takeWraps, wrapsFor } from './mail.ts';
import { actOnLetters, routes, soon, turn } from './run.ts';
import { move, readState, step } from './store.ts';
import { guardiansView, planWarnings, whatIf } from './view.ts';

type Handlers = { [M in keyof GuardiansLane]: (params: GuardiansLane[M][0]) => Promise<GuardiansLane[M][1]> };

/** What a person types under a warning that must not be pressed away. */
const TYPED = 'ACCEPT';
const MOST_RELAYS = 8;

const prove = ({ attempt, key }: Proof): Promise<void> => vault.verify(attempt, key);

/** One step, and what it says on its way. */
const act = async (work: Parameters<typeof move>[0]): Promise<null> => {
  await move(work);
  changed();
  soon();
  return null;
};

const newId = (): string => toHex(random(8)).slice(2);

const owned = (state: State): Owner => {
  if (!state.book.owner) throw new GuardiansError('guardians.none');
  return state.book.owner;
};
const manifestOf = (owner: Owner): Manifest => {
  if (!owner.manifest) throw new GuardiansError('guardians.none');
  return readManifest(owner.manifest);
};

const inviteOf = (state: State, relays: string[], id: string | null): InviteView => {
  const peer = findPeer(state.book, id);
  const link = peer && openLink(peer, relays);
  if (!peer || !link) throw new GuardiansError('guardians.unknown');
  return { link, expiresAt: peer.expiresAt };
};

const pageOf = ({ qr, words }: { qr: string; words: string }, heading: Text): PaperPage => ({
  qr,
  text: words.split(' '),
  heading,
});

const faultText = (fault: PaperFault): Text => {
  if (fault.is === 'group') return { id: 'paper.group', params: { group: String(fault.group) } };
  if (fault.is === 'length')
    return { id: 'paper.length', params: { groups: String(fault.groups), expected: String(fault.expected) } };
  return { id: fault.is === 'another page' ? 'paper.other' : 'paper.unreadable' };
};

const checkRelay = (url: string): string => {
  let read: URL;
  try {
    read = new URL(url.trim());
  } catch {
    throw new SaidError('relay.url');
  }
  const isHere = read.hostname === 'localhost' || read.hostname === '127.0.0.1';
  if (read.protocol !== 'wss:' && !(read.protocol === 'ws:' && isHere)) throw new SaidError('relay.url');
  if (read.username || read.password || read.hash) throw new SaidError('relay.url');
  return read.href;
};

/** Who has chosen no relay yet takes those of the link that they open: else they would never hear back. */
const adoptRelays = async (offered: string[]): Promise<void> => {
  const settings = await readSettings();
  if (settings.relays.length > 0) return;
  const relays = offered.flatMap((url) => {
    try {
      return [checkRelay(url)];
    } catch {
      return []; // not one that we would let a person enter
    }
  });
  if (relays.length > 0) await saveSettings({ ...settings, relays });
};

/** A list of wraps as a file: nothing but the sealed letters themselves. */
const FILE = 'vouch-letters-1';
const readFile = (text: string): unknown[] => {
  try {
    const found = /\{[\s\S]*\}/.exec(text)?.[0] ?? '';
    const file: unknown = JSON.parse(found);
    if (typeof file === 'object' && file !== null && 'letters' in file && Array.isArray(file.letters))
      return file.letters;
  } catch {} // said below
  throw new SaidError('guardians.noLetters');
};

/** The wallet may be locked: its password opens it for this. */
const openFor = async (proof: Proof): Promise<void> => {
  if (await isUnlocked()) return prove(proof);
  await vault.unlock(proof.attempt, proof.key);
  await opened();
};

export const guardianHandlers: Handlers = {
  'guardians.view': async () => {
    const [state, { relays }, letters, times] = [
      await readState(),
      await readSettings(),
      await readAll('lettersOut'),
      await readAll('readTimes'),
    ];
    const read = relays.map((url) => {
      const reads = times.filter(({ place }) => place.endsWith(` ${url}`)).map(({ complete }) => complete ?? 0);
      return { url, lastRead: reads.length ? Math.max(...reads) : null, lastError: isFaulty(url) };
    });
    return guardiansView({ state, letters, relays, now: now() }, read);
  },
  'guardians.alarms': listAlarms,
  'guardians.setName': async ({ name }) => act((state) => ({ ...state, book: { ...state.book, name: name.trim() } })),
  'guardians.plan': async (plan) => act((state, at) => setPlan(state, plan, at)),
  'guardians.add': async (guardian) => {
    const id = await step((state, at) => {
      const added = addGuardian(state, guardian, at);
      return { state: added.state, value: added.id };
    });
    changed();
    soon();
    return { id };
  },
  'guardians.edit': async ({ id, ...described }) => act((state) => editGuardian(state, id, described)),
  'guardians.drop': async ({ id }) => act((state) => dropGuardian(state, id)),
  'guardians.invite': async ({ id }) => {
    const invite = await step((state, at) => {
      const next = inviteAgain(state, id, at);
      return { state: next, value: inviteOf(next, at.relays, guardianOf(owned(next), id).peer) };
    });
    changed();
    soon();
    return invite;
  },
  'guardians.words': async ({ id, typed }) => {
    const matched = await step((state, at) => {
      const peer = state.book.owner?.guardians.find((one) => one.id === id)?.peer ?? id;
      const done = compareWords(state, peer, typed, at);
      return { state: done.state, value: done.matched };
    });
    changed();
    soon();
    return { matched };
  },
  'guardians.protect': async ({ proof, typed }) => {
    await prove(proof);
    return act((state, at) => {
      const owner = owned(state);
      if (planWarnings(owner).some((one) => one.typed) && typed !== TYPED) throw new GuardiansError('guardians.typed');
      return protect(state, owner.manifest ? 'change' : 'first', at);
    });
  },
  'guardians.undoDraft': async () => act(undoDraft),
  'guardians.whatIf': async ({ lost }) => whatIf(owned(await readState()), lost),
  'guardians.rehearse': async () => act(rehearse),
  'guardians.refresh': async ({ proof }) => {
    await prove(proof);
    return act(refresh);
  },
  'guardians.rekey': async ({ proof }) => {
    await prove(proof);
    return act((state, at) => protect(state, 'rekey', at));
  },
  'guardians.alert': async ({ proof, on }) => {
    await prove(proof);
    return act((state, at) => setAlert(state, on, at));
  },
  'guardians.dismissPlan': async () =>
    act((state) => {
      const owner = owned(state);
      const dismissed = owner.guardians.filter(({ inForce }) => inForce).map(({ id }) => id);
      return { ...state, book: { ...state.book, owner: { ...owner, dismissed } } };
    }),
  'guardians.card': async () => {
    const owner = owned(await readState());
    const manifest = owner.manifest && readManifest(owner.manifest);
    const guardians = manifest ? owner.guardians.filter(({ inForce }) => inForce) : chosen(owner);
    return {
      fingerprint: cardFingerprint(owner.wallet),
      t: manifest?.t ?? owner.plan.t,
      n: guardians.length,
      guardians: guardians.map(({ name, kind, reach }) => ({ name, kind, reach })),
      ownerFactor: manifest?.ownerFactor ?? owner.plan.ownerFactor,
      delays: manifest?.delays ?? owner.plan.delays,
    };
  },
  'guardians.paper': async ({ id, proof }) => {
    await prove(proof);
    const owner = owned(await readState());
    const { name } = guardianOf(owner, id);
    const found = owner.papers.find(({ guardian }) => guardian === id);
    if (!found || !owner.manifest) throw new GuardiansError('guardians.none');
    const { leaf, path, share } = found.place;
    const page = {
      wallet: owner.wallet,
      manifest: manifestHash(owner.manifest),
      leaf,
      path,
      share: decodeShare(share),
    };
    return pageOf(encodePaper(page), { id: 'paper.heading', params: { name } });
  },
  'guardians.testPaper': async ({ id, text }) => {
    const read = decodePaper(text);
    if (!read.ok) return { good: false, text: faultText(read.fault) };
    const owner = owned(await readState());
    const { commitments, t } = manifestOf(owner);
    const found = owner.papers.find(({ guardian }) => guardian === id);
    if (!found || !sameBytes(found.place.leaf.salt, read.value.leaf.salt))
      return { good: false, text: { id: 'paper.other' } };
    if (checkShare(commitments, t, read.value.share) !== undefined) return { good: false, text: { id: 'paper.old' } };
    await act((state, at) => testedPaper(state, id, at));
    return { good: true, text: { id: 'paper.good' } };
  },
  'guardians.ownerKey': async ({ proof }) => {
    await prove(proof);
    const { factor, wallet } = owned(await readState());
    if (!factor) throw new GuardiansError('guardians.none');
    return pageOf(encodeOwnerKey({ wallet, factor }), { id: 'paper.ownerKey' });
  },
  'guardians.testOwnerKey': async ({ text }) => {
    const { factor, wallet } = owned(await readState());
    const read = decodeOwnerKey(text);
    return {
      good: read.ok && factor !== null && sameBytes(read.value.factor, factor) && sameBytes(read.value.wallet, wallet),
    };
  },

  'duty.readLink': async ({ link }) => {
    const { p, e, a } = readLink(link, now());
    if ((await readState()).book.peers.some((peer) => addressOf(peer) === a)) throw new SaidError('link.own');
    return { purpose: p, expiresAt: e };
  },
  'duty.accept': async ({ link, name, reach }) => {
    const read = readLink(link, now());
    if (read.p !== 'guard') throw new SaidError('link.purpose');
    await adoptRelays(read.r);
    const id = newId();
    await act((state, at) => acceptInvite(state, read, { id, name, reach }, at));
    return { id };
  },
  'duty.open': async ({ link }) => {
    const read = readLink(link, now());
    if (read.p !== 'recover') throw new SaidError('link.purpose');
    await adoptRelays(read.r);
    const id = newId();
    await act((state, at) => {
      const next = openRequest(state, read, { id, name: '', reach: '' }, at);
      // who looks after one person alone need not say whom
      const [only, ...others] = next.book.wards;
      return only && others.length === 0 ? chooseWard(next, id, only.peer) : next;
    });
    return { id };
  },
  'duty.choose': async ({ ask, ward }) => act((state) => chooseWard(state, ask, ward)),
  'duty.words': async ({ ask, typed }) => {
    const matched = await step((state, at) => {
      const done = compareWords(state, askOf(state.book, ask).peer, typed, at);
      return { state: done.state, value: done.matched };
    });
    changed();
    soon();
    return { matched };
  },
  'duty.decide': async ({ ask, how, answer }) => {
    if (answer === 'approve' && how === null) throw new SaidError('guardians.check');
    const [wallet, request] = ask.split('.');
    if (wallet && request) {
      if (answer !== 'freeze' && answer !== 'stop') throw new SaidError('guardians.words');
      return act((state, at) => voteUnasked(state, fromHex(wallet as Hex), fromHex(request as Hex), answer, at));
    }
    return act((state, at) => {
      const peer = findPeer(state.book, ask);
      const early = askOf(state.book, ask).text === null && answer !== 'decline';
      if (early && peer && peer.comparedAt !== null) throw new GuardiansError('guardians.early');
      return decideAsk(state, ask, answer, at);
    });
  },
  'duty.answerRehearsal': async ({ ward }) => act((state, at) => answerRehearsal(state, ward, at)),
  'duty.object': async ({ ward, agree }) => act((state, at) => answerChange(state, ward, agree, at)),
  'duty.resign': async ({ ward, why }) => act((state, at) => resign(state, ward, why, at)),
  'duty.forget': async ({ ward }) => act((state) => forget(state, ward)),

  'recovery.begin': async () => {
    if (await hasAccounts()) throw new SaidError('recovery.exists');
    return act((state, at) => (state.book.recovery?.state === 'asking' ? state : beginRecovery(state, at)));
  },
  'recovery.addPerson': async ({ name }) => {
    const id = await step((state, at) => {
      const added = addHelper(state, name.trim(), at);
      return { state: added.state, value: added.id };
    });
    changed();
    soon();
    return { id };
  },
  'recovery.newLink': async ({ id }) => {
    const link = await step((state, at) => {
      const next = linkAgain(state, id, at);
      return { state: next.state, value: inviteOf(next.state, at.relays, next.id).link };
    });
    changed();
    soon();
    return { link };
  },
  'recovery.addPaper': async ({ text }) => {
    const read = decodePaper(text);
    if (!read.ok) return { good: false, text: faultText(read.fault) };
    await act((state, at) => addPaper(state, text, at));
    return { good: true, text: { id: 'paper.added' } };
  },
  'recovery.ownerKey': async ({ text }) => {
    const read = decodeOwnerKey(text);
    if (!read.ok) throw new SaidError('paper.unreadable');
    return act((state) => setFactor(state, read.value.factor));
  },
  'recovery.chooseGroup': async ({ id }) => act((state) => chooseGroup(state, fromHex(id as Hex))),
  'recovery.cancel': async () => act(cancelRecovery),
  'recovery.answer': async ({ lost }) => act((state) => answerLost(state, lost)),
  'recovery.done': async () => act((state) => ({ ...state, book: { ...state.book, recovery: null } })),

  'alarm.stop': async ({ wallet, request, proof }) => {
    await openFor(proof);
    await move((state, at) => {
      const watched = watchOf(state, fromHex(wallet as Hex));
      if (!watched) throw new GuardiansError('guardians.unknown');
      // a stop that does not count here is said, and the alarm stays
      // a guardian's stop is one vote among the people's
      if (watched.role === 'guardian') return voteUnasked(state, watched.wallet, fromHex(request as Hex), 'stop', at);
      return stopRequest(state, fromHex(request as Hex), at);
    });
    await answered(fromHex(wallet as Hex), fromHex(request as Hex), 'stopped');
    changed();
    soon();
    return null;
  },
  'alarm.mine': async ({ wallet, request, proof }) => {
    await openFor(proof);
    await answered(fromHex(wallet as Hex), fromHex(request as Hex), 'me');
    changed();
    return null;
  },

  'mail.relays': async ({ relays }) => {
    const checked = [...new Set(relays.map(checkRelay))];
    if (checked.length > MOST_RELAYS) throw new SaidError('relay.most');
    await saveSettings({ ...(await readSettings()), relays: checked });
    return act((state, at) => ({ ...state, book: tellRelays(state.book, at) }));
  },
  'mail.check': async () => {
    const { fresh, unreached } = await turn();
    return { arrived: fresh, unreached };
  },
  'mail.export': async ({ id }) => {
    const state = await readState();
    const peer = state.book.owner?.guardians.find((one) => one.id === id)?.peer ?? id;
    const wallet = state.book.owner?.guardians.some((one) => one.peer === peer)
      ? state.book.owner.wallet
      : (state.book.wards.find((one) => one.peer === (state.book.asks.find((ask) => ask.peer === peer)?.ward ?? peer))
          ?.wallet ?? null);
    const letters = await wrapsFor(await routes(), peer, wallet && toHex(wallet));
    if (letters.length === 0) throw new SaidError('guardians.noMailbox');
    const name = `vouch-letters-${new Date().toISOString().slice(0, 10)}.json`;
    return { file: JSON.stringify({ file: FILE, letters }), name, letters: letters.length };
  },
  'mail.import': async ({ text }) => {
    const { relays } = await readSettings();
    const taken = await takeWraps(readFile(text), relays);
    await actOnLetters();
    soon();
    return taken;
  },
};
