/** All rules over one request. @module */
import type { Examination, Rule } from './rule.ts';
import { lookAlike, otherNetwork } from './rules/domain.ts';
import { allowance, builderFee, grantEnd, grantPower } from './rules/grants.ts';
import { endTime, otherRecipient, priceBound } from './rules/orders.ts';
import { hashOnly, keyDerivation, unknownType } from './rules/readable.ts';
import { signInAddress, signInDomain, signInForm, signInNetwork, signInPage, signInStart } from './rules/sign-in.ts';
import type { Level, Verdict } from './verdict.ts';

const RULES: Rule[] = [
  keyDerivation,
  hashOnly,
  otherRecipient,
  grantEnd,
  grantPower,
  priceBound,
  builderFee,
  allowance,
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

/** Findings, the gravest first. One that is forbidden refuses the request. */
export const judge = (examination: Examination): Verdict => {
  const findings = RULES.flatMap((rule) => rule(examination) ?? []);
  findings.sort((a, b) => GRAVEST_FIRST.indexOf(a.level) - GRAVEST_FIRST.indexOf(b.level));
  return { outcome: findings.some(({ level }) => level === 'forbidden') ? 'refuse' : 'ask', findings };
};
