/** R17: a sign-in is for the site that asks for it. @see https://eips.ethereum.org/EIPS/eip-4361 @module */
import { sameAddress } from '../../signing/address.ts';
import { hostOf, isMalformed, type Siwe } from '../../signing/siwe.ts';
import { type Examination, finding, type Rule } from '../rule.ts';

type SignInRule = (siwe: Siwe, context: Examination['context']) => ReturnType<Rule>;

const forSignIn =
  (rule: SignInRule): Rule =>
  ({ signIn, context }) =>
    signIn && !isMalformed(signIn) ? rule(signIn, context) : null;

/** Some verifiers read more than the form allows: without it, only a first line that names the site itself may be signed. */
export const signInForm: Rule = ({ signIn, context }) => {
  if (!signIn || !isMalformed(signIn)) return null;
  const own = signIn.claim.toLowerCase() === new URL(context.origin).host;
  return finding('R17', own ? 'danger' : 'forbidden', 'rule.signInForm');
};

export const signInDomain = forSignIn((siwe, { origin }) => {
  const { host, protocol } = new URL(origin);
  const same =
    siwe.domain.toLowerCase() === host && (siwe.scheme === undefined || `${siwe.scheme.toLowerCase()}:` === protocol);
  return same ? null : finding('R17', 'forbidden', 'rule.signInDomain', { domain: siwe.domain, site: host });
});

/** Sites name another host of theirs here (`www`), so this is not refused. */
export const signInPage = forSignIn((siwe, { origin }) => {
  const site = new URL(origin).host;
  return hostOf(siwe.uri) === site ? null : finding('R17', 'danger', 'rule.signInPage', { uri: siwe.uri, site });
});

export const signInAddress = forSignIn((siwe, { account }) =>
  sameAddress(siwe.address, account) ? null : finding('R17', 'danger', 'rule.signInAddress'),
);

export const signInNetwork = forSignIn((siwe, { chainId }) =>
  siwe.chainId === chainId
    ? null
    : finding('R17', 'warning', 'rule.signInNetwork', { signed: String(siwe.chainId), active: String(chainId) }),
);

export const signInStart = forSignIn((siwe, { now }) =>
  siwe.notBefore !== undefined && siwe.notBefore > now / 1000 ? finding('R17', 'warning', 'rule.signInEarly') : null,
);
