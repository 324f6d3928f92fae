/** A parser for the params of each method of the UI lane. Our own pages send them; a mistake there ends here. @module */
import * as v from 'valibot';
import { SaidError } from '../lib/said-error.ts';
import type { UiLane, UiMethod } from '../messaging/ui-lane.ts';
import { Policy } from '../policy/limits/document.ts';
import { TermsSchema } from '../policy/limits/permission.ts';

const bytes = (length: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check((value) => value.length === length),
  );
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const hex = v.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value) && value.length <= 2 + 128,
);
const address = v.custom<`0x${string}`>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = text(200);
const id = text(64);
const nothing = v.null();

// The bounds of Argon2id are the vault's to check.
const kdf = v.object({ salt: bytes(16), m: whole, t: whole, p: whole });
const key = bytes(32);
const proof = v.object({ attempt: id, key });
const file = text(1_000_000);
const phrase = text(1000);
const privateKey = text(200);
const network = v.object({
  chainId: whole,
  name: text(64),
  currency: v.object({ name: text(32), symbol: text(8), decimals: whole }),
  rpcUrl: text(2000),
  explorerUrl: v.exactOptional(text(2000)),
});
const settings = v.object({
  lockAfterMinutes: v.pipe(whole, v.minValue(1), v.maxValue(720)),
  theme: v.picklist(['system', 'light', 'dark']),
  takeWindowEthereum: v.boolean(),
  referencePrices: v.boolean(),
  developer: v.boolean(),
});

const liftable = v.picklist(['R1', 'R2', 'R5', 'R13', 'R17']);

const link = text(5000);
const reach = text(300);
const common = v.pipe(v.array(text(100)), v.maxLength(8));
const typed = v.pipe(v.array(text(50)), v.maxLength(20));
const delays = v.object({ one: whole, two: whole, three: whole });
const hash = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/));

type Parsers = { [M in UiMethod]: v.GenericSchema<unknown, UiLane[M][0]> };

const parsers: Parsers = {
  'wallet.state': nothing,
  'wallet.prepare': nothing,
  'wallet.create': v.object({
    kdf,
    key,
    source: v.variant('type', [
      v.object({ type: v.literal('new'), bits: v.picklist([128, 256]) }),
      v.object({ type: v.literal('phrase'), phrase }),
      v.object({ type: v.literal('private-key'), privateKey }),
      v.object({ type: v.literal('none') }),
    ]),
  }),
  'wallet.begin': v.object({
    source: v.variant('type', [
      v.object({ type: v.literal('new'), bits: v.picklist([128, 256]) }),
      v.object({ type: v.literal('phrase'), phrase }),
      v.object({ type: v.literal('private-key'), privateKey }),
    ]),
  }),
  'wallet.readExport': v.object({ file }),
  'wallet.restore': v.object({ file, key }),
  'wallet.wipe': v.object({ typed: text(100) }),
  'vault.attempt': nothing,
  'vault.unlock': proof,
  'vault.lock': nothing,
  'vault.touch': nothing,
  'vault.changePassword': v.object({ proof, kdf, key }),
  'secret.phrase': v.object({ proof, phraseId: id }),
  'secret.privateKey': v.object({ proof, accountId: id }),
  'secret.export': v.object({ proof, kdf, key }),
  'phrase.questions': v.object({ phraseId: id }),
  'phrase.check': v.object({ phraseId: id, answers: v.array(v.object({ index: whole, word: text(50) })) }),
  'phrase.parse': v.object({ phrase }),
  'account.add': v.object({ name }),
  'account.import': v.object({ privateKey, name }),
  'account.rename': v.object({ accountId: id, name }),
  'account.remove': v.object({ accountId: id, proof }),
  'account.select': v.object({ address }),
  'network.select': v.object({ chainId: whole }),
  'network.save': v.object({ network }),
  'network.remove': v.object({ chainId: whole }),
  'site.list': nothing,
  'site.disconnect': v.object({ origin: text(300) }),
  'approval.list': nothing,
  'approval.get': v.object({ id: v.nullable(id) }),
  'approval.described': v.object({ id }),
  'approval.approve': v.object({
    id,
    digest: hex,
    accounts: v.exactOptional(v.array(address)),
    terms: v.exactOptional(v.pipe(v.array(TermsSchema), v.maxLength(5))),
    proof: v.exactOptional(proof),
  }),
  'approval.reject': v.object({ id }),
  'approval.rejectAll': v.object({ origin: text(300) }),
  'approval.reference': v.object({ id }),
  'lift.list': nothing,
  'lift.ask': v.object({ proof, origin: text(300), rule: liftable }),
  'lift.cancel': v.object({ origin: text(300), rule: liftable }),
  'activity.list': v.object({ before: v.exactOptional(whole), limit: v.pipe(whole, v.maxValue(500)) }),
  'activity.check': nothing,
  'settings.save': v.object({ settings }),

  'session.list': nothing,
  'session.pause': v.object({ id }),
  'session.resume': v.object({ id, proof }),
  'session.end': v.object({ id }),
  'session.signedAlone': nothing,
  'session.looked': v.object({ at: whole }),
  'policy.view': nothing,
  'policy.change': v.object({ policy: Policy, proof: v.nullable(proof) }),
  'policy.keep': nothing,
  'policy.coolOff': v.object({ forMs: v.pipe(whole, v.minValue(60_000), v.maxValue(31 * 86_400_000)) }),
  'policy.export': nothing,
  'policy.compare': v.object({ file }),
  'grant.list': nothing,
  'grant.end': v.object({ id: text(200) }),
  'kill.press': nothing,
  'kill.view': nothing,
  'kill.act': v.object({ id: text(300) }),
  'kill.host': v.object({ host: text(300), on: v.boolean() }),
  'wait.list': nothing,
  'wait.stop': v.object({ id }),
  'wait.told': nothing,
  'wait.answer': v.object({ ward: id, id, answer: v.picklist(['stopped', 'mine']) }),
  'stepUp.view': nothing,
  'stepUp.set': v.object({ on: v.boolean(), proof: v.nullable(proof) }),
  'stepUp.askGuardian': v.object({ id: v.nullable(id), proof }),
  'stepUp.answer': v.object({ id, digest: hex }),
  'coApproval.duties': nothing,
  'coApproval.role': v.object({ ward: id, accept: v.boolean() }),
  'coApproval.answer': v.object({ ward: id, id, yes: v.boolean() }),
  'receipts.export': v.object({ as: v.picklist(['json', 'csv']) }),
  'receipts.check': nothing,

  'guardians.view': nothing,
  'guardians.alarms': nothing,
  'guardians.setName': v.object({ name }),
  'guardians.plan': v.object({ t: whole, delays, ownerFactor: v.boolean() }),
  'guardians.add': v.object({ name, kind: v.picklist(['person', 'device', 'paper']), reach, common }),
  'guardians.edit': v.object({ id, name, reach, common }),
  'guardians.drop': v.object({ id }),
  'guardians.invite': v.object({ id }),
  'guardians.words': v.object({ id, typed }),
  'guardians.protect': v.object({ proof, typed: v.nullable(text(100)) }),
  'guardians.undoDraft': nothing,
  'guardians.whatIf': v.object({ lost: v.pipe(v.array(id), v.maxLength(255)) }),
  'guardians.rehearse': nothing,
  'guardians.refresh': v.object({ proof }),
  'guardians.rekey': v.object({ proof }),
  'guardians.alert': v.object({ proof, on: v.boolean() }),
  'guardians.dismissPlan': nothing,
  'guardians.card': nothing,
  'guardians.paper': v.object({ id, proof }),
  'guardians.testPaper': v.object({ id, text: text(10_000) }),
  'guardians.ownerKey': v.object({ proof }),
  'guardians.testOwnerKey': v.object({ text: text(10_000) }),
  'duty.readLink': v.object({ link }),
  'duty.accept': v.object({ link, name, reach }),
  'duty.open': v.object({ link }),
  'duty.choose': v.object({ ask: id, ward: id }),
  'duty.words': v.object({ ask: id, typed }),
  'duty.decide': v.object({
    ask: text(200),
    how: v.nullable(v.picklist(['called', 'met'])),
    answer: v.picklist(['approve', 'decline', 'freeze', 'withdraw', 'stop']),
  }),
  'duty.answerRehearsal': v.object({ ward: id }),
  'duty.object': v.object({ ward: id, agree: v.boolean() }),
  'duty.resign': v.object({ ward: id, why: v.picklist(['resigned', 'moved']) }),
  'duty.forget': v.object({ ward: id }),
  'recovery.begin': nothing,
  'recovery.addPerson': v.object({ name }),
  'recovery.newLink': v.object({ id }),
  'recovery.addPaper': v.object({ text: text(10_000) }),
  'recovery.ownerKey': v.object({ text: text(10_000) }),
  'recovery.chooseGroup': v.object({ id: hash }),
  'recovery.cancel': nothing,
  'recovery.answer': v.object({ lost: v.picklist(['lost', 'stolen']) }),
  'recovery.done': nothing,
  'alarm.stop': v.object({ wallet: hash, request: hash, proof }),
  'alarm.mine': v.object({ wallet: hash, request: hash, proof }),
  'mail.relays': v.object({ relays: v.pipe(v.array(text(200)), v.maxLength(20)) }),
  'mail.check': nothing,
  'mail.export': v.object({ id }),
  'mail.import': v.object({ text: text(20_000_000) }),
};

export const isUiMethod = (method: unknown): method is UiMethod =>
  typeof method === 'string' && Object.hasOwn(parsers, method);

/** @throws {SaidError} without the params: they may hold a secret. */
export const parseUiParams = <M extends UiMethod>(method: M, params: unknown): UiLane[M][0] => {
  const result = v.safeParse(parsers[method], params);
  if (!result.success) throw new SaidError('ui.params');
  return result.output;
};
