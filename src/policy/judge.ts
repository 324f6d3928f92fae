/** All rules over one request. @module */
import type { TextId } from '../lib/text.ts';
import type { Examination, Rule } from './rule.ts';
import { lookAlike, otherNetwork } from './rules/domain.ts';
import { hiddenParameters, hooks, stopLoss } from './rules/flags.ts';
import { allowance, builderFee, grantEnd, grantPower } from './rules/grants.ts';
import { unknownMarket } from './rules/limits.ts';
import { endTime, otherRecipient } from './rules/orders.ts';
import { priceBound, priceDistance } from './rules/price.ts';
import { hashOnly, keyDerivation, unknownType } from './rules/readable.ts';
import { signInAddress, signInDomain, signInForm, signInNetwork, signInPage, signInStart } from './rules/sign-in.ts';
import type { Finding, Level, Verdict } from './verdict.ts';

const RULES: Rule[] = [
  keyDerivation,
  hashOnly,
  otherRecipient,
  grantEnd,
  grantPower,
  priceBound,
  priceDistance,
  unknownMarket,
  stopLoss,
  builderFee,
  allowance,
  hiddenParameters,
  hooks,
  lookAlike,
  otherNetwork,
  endTime,
  unknownType,
  signInForm,
  signInDomain,
  signInPage,
  signInAddress,
  signInNetwork,
  signInStart,
];

const GRAVEST_FIRST: Level[] = ['forbidden', 'danger', 'warning', 'info'];

/** What a person can open for one site, after a wait. Everything else that is forbidden stays forbidden. */
const LIFTABLE: ReadonlySet<TextId> = new Set<TextId>([
  'rule.keyDerivationForeign',
  'rule.hashOnly',
  'rule.ownerChange',
  'rule.grantEverything',
  'rule.allSubaccounts',
  'rule.lookAlike',
  'rule.signInDomain',
]);

const opened = (found: Finding, lifted: readonly string[] = []): Finding =>
  found.level === 'forbidden' && lifted.includes(found.rule) && LIFTABLE.has(found.text.id)
    ? { ...found, level: 'danger', lifted: true }
    : found;

/** Findings, the gravest first. One that is forbidden refuses the request. */
export const judge = (examination: Examination): Verdict => {
  const findings = RULES.flatMap((rule) => rule(examination) ?? []).map((found) =>
    opened(found, examination.context.lifted),
  );
  findings.sort((a, b) => GRAVEST_FIRST.indexOf(a.level) - GRAVEST_FIRST.indexOf(b.level));
  return { outcome: findings.some(({ level }) => level === 'forbidden') ? 'refuse' : 'ask', findings };
};
