/** The UI lane: what each method does. The lock is checked here or deeper, never on a screen. @module */

import { isWaiting, readRecord, readRecords } from '../approvals/journal.ts';
import { approve, reject, withdraw } from '../approvals/process.ts';
import { summarize, viewOf } from '../approvals/queue.ts';
import type { ApprovalRecord } from '../approvals/record.ts';
import { letClose } from '../approvals/surface.ts';
import { parseRpcUrl } from '../chain/network.ts';
import { rpcQuantity } from '../chain/rpc.ts';
import { addressOf, deriveKey, parsePrivateKey } from '../keyring/derive.ts';
import {
  addPhraseAccount,
  importKey,
  type Keyring,
  keyringFromKey,
  keyringFromPhrase,
  markChecked,
  removeAccount,
  renameAccount,
} from '../keyring/keyring.ts';
import { ASKED, parsePhrase, phraseOf, wordsToAsk, wrongWords } from '../keyring/mnemonic.ts';
import { warm } from '../keyring/sign.ts';
import { random, toHex } from '../lib/bytes.ts';
import { now } from '../lib/clock.ts';
import { SaidError } from '../lib/said-error.ts';
import type { UiLane, UiMethod, WalletState } from '../messaging/ui-lane.ts';
import type { StepUp } from '../policy/verdict.ts';
import { brokenLink, listActivity } from '../storage/activity.ts';
import { removeEverything } from '../storage/db.ts';
import { clear } from '../storage/session.ts';
import { exportVault, readExportKdf, restoreExport } from '../vault/export-file.ts';
import { freshKdf } from '../vault/kdf.ts';
import { Locked, lockDeadline } from '../vault/lock.ts';
import * as vault from '../vault/vault.ts';
import {
  firstRecords,
  forgetAccounts,
  hasAccounts,
  newId,
  ownAccount,
  readEntropy,
  readKeyring,
  readPrivateKey,
  readSelected,
  saveKeyring,
  selectAccount,
} from './accounts.ts';
import { announceAccounts, announceChain } from './announce.ts';
import { findDescription } from './described.ts';
import { grantHandlers } from './grants/lane.ts';
import { forgetGrants } from './grants/store.ts';
import { guardianHandlers } from './guardians/lane.ts';
import { soon } from './guardians/run.ts';
import { readBook } from './guardians/store.ts';
import { asAsked, hands, verdictNow, warmGate } from './hands.ts';
import { killHandlers } from './kill/lane.ts';
import { askLift, cancelLift, forgetLifts, listLifts } from './lifted.ts';
import { policyHandlers } from './limits/lane.ts';
import { forgetPolicy } from './limits/policy.ts';
import { isOpen, lock, opened, touch } from './lock.ts';
import { waitHandlers } from './money-out/lane.ts';
import { forgetWaits } from './money-out/store.ts';
import { forgetNetworks, listNetworks, needNetwork, networkOf, removeNetwork, saveNetwork } from './networks.ts';
import { changed } from './push.ts';
import { receiptsHandlers } from './receipts/lane.ts';
import { forgetRefusals } from './receipts/refused.ts';
import { referenceFor } from './reference.ts';
import { checkTerms } from './sessions/grant.ts';
import { sessionHandlers } from './sessions/lane.ts';
import { endSessions, forgetSessions } from './sessions/store.ts';
import { forgetSettings, readSettings, saveSettings } from './settings.ts';
import { forgetSites, listSites, readSite, removeAccountFromSites, removeSite, saveSite } from './sites.ts';
import { coApproved } from './step-up/co.ts';
import { coApprovalHandlers } from './step-up/co-lane.ts';
import { stepUpHandlers } from './step-up/lane.ts';

/** `documentId`: the page of ours that calls, as the browser says. */
type Handlers = { [M in UiMethod]: (params: UiLane[M][0], documentId: string) => Promise<UiLane[M][1]> };

const waiting = async () => (await readRecords()).filter(isWaiting);

const publicSettings = async () => {
  const { lockAfterMinutes, theme, takeWindowEthereum, referencePrices, developer } = await readSettings();
  return { lockAfterMinutes, theme, takeWindowEthereum, referencePrices, developer };
};

/** Without an open wallet: whether there is one, and whether it can be read. */
const closedState = async (): Promise<WalletState> => {
  try {
    if (!(await vault.hasVault())) return { phase: 'new' };
  } catch (error) {
    if (error instanceof Error && 'text' in error) return { phase: 'broken', error: error.text as SaidError['text'] };
    throw error;
  }
  return { phase: 'locked', waiting: (await waiting()).length, settings: await publicSettings() };
};

const state = async (): Promise<WalletState> => {
  if (!(await isOpen())) return closedState();
  if (!(await hasAccounts()))
    return {
      phase: 'bare',
      lockAt: (await lockDeadline()) ?? 0,
      recovering: (await readBook()).recovery?.state === 'asking',
      settings: await publicSettings(),
    };
  const [{ accounts, phrases }, selected, lockAt, settings, records, networks, { chainId }] = await Promise.all([
    readKeyring(),
    readSelected(),
    lockDeadline(),
    publicSettings(),
    waiting(),
    listNetworks(),
    readSettings(),
  ]);
  return {
    phase: 'open',
    lockAt: lockAt ?? 0,
    accounts,
    phrases,
    selected,
    network: await networkOf(chainId),
    networks,
    waiting: records.map(summarize),
    settings,
  };
};

/** The account in use changes: requests of the other one are void, and sites are told. */
const changeSelected = async (address: Parameters<typeof selectAccount>[0]): Promise<void> => {
  const before = await readSelected();
  await selectAccount(address);
  const after = await readSelected();
  if (before === after) return;
  await withdraw(hands, (record) => record.account === before, 'page.accountChanged', 'account');
  await announceAccounts();
  changed();
};

const changeKeyring = async (
  work: (keyring: Keyring) => ReturnType<typeof importKey> | Promise<ReturnType<typeof importKey>>,
): Promise<void> => {
  await saveKeyring(await work(await readKeyring()));
  changed();
  // guardians keep the list of accounts, encrypted: they are given the new one
  soon();
};

/** After a vault was made or restored: it is open, and the state of an earlier one is nobody's. */
const begin = async (): Promise<void> => {
  await opened();
};

const makeRecords = async (source: UiLane['wallet.begin'][0]['source']) => {
  const name = 'Main account';
  if (source.type === 'private-key')
    return { change: keyringFromKey(parsePrivateKey(source.privateKey), newId(), name), phrase: null };
  const entropy = source.type === 'new' ? random(source.bits / 8) : parsePhrase(source.phrase);
  const change = await keyringFromPhrase(
    entropy,
    source.type === 'phrase',
    { phrase: newId(), account: newId() },
    name,
  );
  return { change, phrase: source.type === 'new' ? phraseOf(entropy) : null };
};

/** An order never asks for more than a press: it is not looked at again. */
const stepUpOf = async (record: ApprovalRecord): Promise<StepUp | undefined> => {
  const { subject } = record;
  if ('reading' in subject && (subject.reading.kind === 'order' || subject.reading.kind === 'cancel-or-reduce'))
    return undefined;
  return (await verdictNow(record)).stepUp;
};

export const handlers: Handlers = {
  ...guardianHandlers,
  ...sessionHandlers,
  ...policyHandlers,
  ...grantHandlers,
  ...killHandlers,
  ...waitHandlers,
  ...stepUpHandlers,
  ...coApprovalHandlers,
  ...receiptsHandlers,
  'wallet.state': state,
  'wallet.prepare': async () => freshKdf(),
  'wallet.create': async ({ kdf, key, source }) => {
    if (await vault.hasVault()) throw new SaidError('wallet.exists');
    if (source.type === 'none') {
      await vault.createVault(kdf, key, {});
      await begin();
      return { address: null, phraseId: null, phrase: null };
    }
    const { change, phrase } = await makeRecords(source);
    await vault.createVault(kdf, key, firstRecords(change));
    await begin();
    return { address: await readSelected(), phraseId: change.keyring.phrases[0]?.id ?? null, phrase };
  },
  'wallet.begin': async ({ source }) => {
    if (await hasAccounts()) throw new SaidError('wallet.exists');
    const { change, phrase } = await makeRecords(source);
    await saveKeyring({ ...change, records: firstRecords(change) });
    await announceAccounts();
    changed();
    return { address: await readSelected(), phraseId: change.keyring.phrases[0]?.id ?? null, phrase };
  },
  'wallet.readExport': async ({ file }) => readExportKdf(file),
  'wallet.restore': async ({ file, key }) => {
    if (await vault.hasVault()) throw new SaidError('wallet.exists');
    await restoreExport(file, key);
    forgetPolicy();
    await begin();
    return { address: (await hasAccounts()) ? await readSelected() : null };
  },
  'wallet.wipe': async ({ typed }) => {
    if (typed !== 'FORGET') throw new SaidError('wallet.typeIt');
    await withdraw(hands, () => true, 'page.disconnected', 'disconnected');
    await announceAccounts((await listSites()).map((site) => site.origin));
    await vault.wipe();
    await removeEverything();
    await clear();
    await forgetSettings();
    forgetSites();
    forgetLifts();
    forgetNetworks();
    forgetAccounts();
    forgetSessions();
    forgetRefusals();
    forgetPolicy();
    forgetGrants();
    forgetWaits();
    changed();
    return null;
  },

  'vault.attempt': () => vault.beginAttempt(),
  'vault.unlock': async ({ attempt, key }) => {
    await vault.unlock(attempt, key);
    const now = await Promise.all([state(), touch()]);
    // Events and waiting requests come after the screen has its answer.
    void opened();
    return now[0].phase === 'open' || now[0].phase === 'bare' ? { ...now[0], lockAt: now[1] } : now[0];
  },
  'vault.lock': async () => {
    await lock();
    return null;
  },
  'vault.touch': async () => ({ lockAt: await touch() }),
  'vault.changePassword': async ({ proof, kdf, key }) => {
    await vault.changePassword(proof.attempt, proof.key, kdf, key);
    return null;
  },

  'secret.phrase': async ({ proof, phraseId }) => {
    await vault.verify(proof.attempt, proof.key);
    return { phrase: phraseOf(await readEntropy(phraseId)) };
  },
  'secret.privateKey': async ({ proof, accountId }) => {
    await vault.verify(proof.attempt, proof.key);
    const account = (await readKeyring()).accounts.find((one) => one.id === accountId);
    if (!account) throw new SaidError('account.unknown');
    return { privateKey: toHex(await readPrivateKey(account.address)) };
  },
  'secret.export': async ({ proof, kdf, key }) => {
    await vault.verify(proof.attempt, proof.key);
    return { file: await exportVault(kdf, key), name: `vouch-${new Date().toISOString().slice(0, 10)}.json` };
  },
  'phrase.questions': async ({ phraseId }) => {
    const phrase = (await readKeyring()).phrases.find((one) => one.id === phraseId);
    if (!phrase) throw new SaidError('account.unknown');
    return { words: wordsToAsk(phrase.words, random(32)) };
  },
  'phrase.check': async ({ phraseId, answers }) => {
    const asked = [...new Set(answers.map(({ index }) => index))];
    if (asked.length < ASKED) throw new SaidError('ui.params');
    const wrong = wrongWords(await readEntropy(phraseId), asked, answers);
    if (wrong.length === 0) await changeKeyring((keyring) => markChecked(keyring, phraseId));
    return { wrong };
  },
  'phrase.parse': async ({ phrase }) => {
    const entropy = parsePhrase(phrase);
    return { address: addressOf(await deriveKey(entropy, 0)), words: phraseOf(entropy).split(' ').length };
  },

  'account.add': async ({ name }) => {
    const keyring = await readKeyring();
    const phrase = keyring.phrases[0];
    if (!phrase) throw new SaidError('account.noPhrase');
    const id = newId();
    const entropy = await readEntropy(phrase.id);
    await changeKeyring((now) => addPhraseAccount(now, phrase.id, entropy, id, name));
    const made = (await readKeyring()).accounts.find((one) => one.id === id);
    if (!made) throw new SaidError('account.unknown');
    return { address: made.address };
  },
  'account.import': async ({ privateKey, name }) => {
    const key = parsePrivateKey(privateKey);
    await changeKeyring((keyring) => importKey(keyring, key, newId(), name));
    return { address: addressOf(key) };
  },
  'account.rename': async ({ accountId, name }) => {
    await changeKeyring((keyring) => renameAccount(keyring, accountId, name));
    return null;
  },
  'account.remove': async ({ accountId, proof }) => {
    await vault.verify(proof.attempt, proof.key);
    const keyring = await readKeyring();
    const account = keyring.accounts.find((one) => one.id === accountId);
    const next = removeAccount(keyring, accountId);
    const first = next.keyring.accounts[0];
    if (!account || !first) throw new SaidError('account.last');
    if ((await readSelected()) === account.address) await changeSelected(first.address);
    await saveKeyring(next);
    for (const origin of await removeAccountFromSites(account.address)) await cancelLift(origin);
    await endSessions(({ session }) => session.account === account.address, 'account');
    await withdraw(hands, (record) => record.account === account.address, 'page.accountChanged', 'account');
    await announceAccounts();
    changed();
    return null;
  },
  'account.select': async ({ address }) => {
    await changeSelected((await ownAccount(address)).address);
    return null;
  },

  'network.select': async ({ chainId }) => {
    await needNetwork(chainId);
    await saveSettings({ ...(await readSettings()), chainId });
    const moved = (await listSites()).filter((site) => site.chainId !== chainId);
    for (const site of moved) await saveSite({ ...site, chainId });
    await withdraw(
      hands,
      (record) => record.account !== null && record.chainId !== chainId,
      'page.networkChanged',
      'network',
    );
    await announceChain();
    changed();
    return null;
  },
  'network.save': async ({ network }) => {
    const rpcUrl = parseRpcUrl(network.rpcUrl);
    const actual = await rpcQuantity({ ...network, rpcUrl }, 'eth_chainId', []);
    if (actual !== BigInt(network.chainId))
      throw new SaidError('network.chainTaken', { actual: String(actual), chainId: String(network.chainId) });
    await saveNetwork({ ...network, rpcUrl });
    changed();
    return null;
  },
  'network.remove': async ({ chainId }) => {
    await removeNetwork(chainId);
    changed();
    return null;
  },

  'site.list': listSites,
  'site.disconnect': async ({ origin }) => {
    await removeSite(origin);
    await cancelLift(origin);
    await endSessions(({ session }) => session.origin === origin, 'person');
    await withdraw(hands, (record) => record.origin === origin, 'page.disconnected', 'disconnected');
    await announceAccounts([origin]);
    changed();
    return null;
  },

  'approval.list': async () => (await waiting()).map(summarize),
  'approval.get': async ({ id }, documentId) => {
    if (!(await isOpen())) throw new Locked();
    const [{ accounts }, selected, records, networks] = await Promise.all([
      readKeyring(),
      readSelected(),
      readRecords(),
      listNetworks(),
    ]);
    const labels = accounts
      .map(({ address, name }) => ({ address, name }))
      .sort((a, b) => Number(b.address === selected) - Number(a.address === selected));
    const view = viewOf(id, records, ({ chainId }) => ({
      accounts: labels,
      network: { chainId, name: networks.find((one) => one.chainId === chainId)?.name ?? String(chainId) },
    }));
    const shown = records.find((record) => record.id === view?.id);
    // It came while the wallet was locked: its limits could not be read then.
    if (view && shown?.unjudged && shown.state === 'waiting') view.verdict = await verdictNow(shown);
    if (shown)
      setTimeout(() => {
        warm();
        warmGate(shown);
      });
    else if (id === null) letClose(documentId);
    return view;
  },
  'approval.described': async ({ id }) => {
    if (!(await isOpen())) throw new Locked();
    return findDescription(id);
  },
  'approval.approve': async ({ id, digest, accounts, terms, proof }) => {
    const record = await readRecord(id);
    if (
      record?.subject.type === 'connect' &&
      record.state === 'waiting' &&
      !accounts?.length &&
      !(await readSite(record.origin))
    )
      throw new SaidError('approval.noAccount');
    if (record?.subject.type === 'session') checkTerms(record.subject.offers, terms, now());
    const stepUp = record?.state === 'waiting' ? await stepUpOf(record) : undefined;
    if (stepUp?.by === 'password') {
      if (!proof) throw new SaidError('approval.password');
      await vault.verify(proof.attempt, proof.key);
    }
    if (stepUp?.by === 'guardian') {
      if (!(await coApproved(id, digest))) throw new SaidError('approval.guardian');
      // the yes was to what the site asked for
      if (record && !asAsked(record, terms)) throw new SaidError('approval.guardianTerms');
    }
    await approve(hands, id, digest, {
      ...(accounts && { accounts }),
      ...(terms && { terms }),
      ...(stepUp?.by === 'password' && { proved: true }),
    });
    return null;
  },
  'approval.reject': async ({ id }) => {
    await reject(hands, id);
    return null;
  },
  'approval.rejectAll': async ({ origin }) => {
    for (const record of await waiting()) if (record.origin === origin) await reject(hands, record.id);
    return null;
  },
  'approval.reference': async ({ id }) => {
    if (!(await isOpen())) throw new Locked();
    return referenceFor(await readRecord(id));
  },

  'lift.list': listLifts,
  'lift.ask': async ({ proof, origin, rule }) => {
    await vault.verify(proof.attempt, proof.key);
    await askLift(origin, rule);
    changed();
    return null;
  },
  'lift.cancel': async ({ origin, rule }) => {
    await cancelLift(origin, rule);
    await withdraw(
      hands,
      (record) =>
        record.origin === origin && record.verdict.findings.some((one) => one.lifted === true && one.rule === rule),
      'page.refusedNow',
      'refused',
    );
    changed();
    return null;
  },

  'activity.list': ({ before, limit }) => listActivity(limit, before),
  'activity.check': async () => ({ broken: (await brokenLink()) !== null }),
  'settings.save': async ({ settings }) => {
    await saveSettings({ ...(await readSettings()), ...settings });
    if ((await lockDeadline()) !== null) await touch();
    changed();
    return null;
  },
};
