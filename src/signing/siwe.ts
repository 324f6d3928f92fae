/** Sign-In with Ethereum. @see https://eips.ethereum.org/EIPS/eip-4361 @module */
import { type Address, AddressError, parseAddress } from './address.ts';

export type Siwe = {
  scheme?: string;
  /** an RFC 3986 authority: host and perhaps a port */
  domain: string;
  address: Address;
  statement?: string;
  uri: string;
  chainId: number;
  nonce: string;
  /** times are seconds since 1970 */
  issuedAt: number;
  expiresAt?: number;
  notBefore?: number;
  requestId?: string;
  resources: string[];
};

const ASKS = ' wants you to sign in with your Ethereum account:';
const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)';
const URI = "[A-Za-z][A-Za-z\\d+.-]*:[\\w\\-.~:/?#[\\]@!$&'()*+,;=%]*";
/** The ABNF of the specification, line by line. A domain holds no `@`: `shop.example@evil.example` is a trick. */
const MESSAGE = new RegExp(
  `^(?:(?<scheme>[A-Za-z][A-Za-z\\d+.-]*)://)?(?<domain>[\\w\\-.~%!$&'()*+,;=]+(?::\\d{1,5})?|\\[[\\da-fA-F:.]+\\](?::\\d{1,5})?)${ASKS}\\n` +
    `(?<address>0x[\\da-fA-F]{40})\\n\\n(?:(?<statement>[\\w\\-.~:/?#[\\]@!$&'()*+,;= ]+)\\n)?\\n` +
    `URI: (?<uri>${URI})\\nVersion: 1\\nChain ID: (?<chainId>\\d{1,15})\\nNonce: (?<nonce>[A-Za-z\\d]{8,})\\nIssued At: (?<issuedAt>${TIME})` +
    `(?:\\nExpiration Time: (?<expiresAt>${TIME}))?(?:\\nNot Before: (?<notBefore>${TIME}))?` +
    `(?:\\nRequest ID: (?<requestId>[\\w\\-.~:@!$&'()*+,;=%]*))?(?:\\nResources:(?<resources>(?:\\n- ${URI})*))?$`,
);

const seconds = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Math.floor(Date.parse(time) / 1000);

const defined = <T extends object>(value: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;

/** Asks to sign in, but not in the form of EIP-4361. `claim`: the domain that its first line names, or nothing. */
export type Malformed = { malformed: true; claim: string };

export const isMalformed = (signIn: Siwe | Malformed): signIn is Malformed => 'malformed' in signIn;

const malformed = (text: string): Malformed => ({
  malformed: true,
  claim: new RegExp(`^(?:https?://)?(\\S+)${ASKS}\n`).exec(text)?.[1] ?? '',
});

/** `null`: a text that does not ask to sign in. */
export const parseSiwe = (text: string): Siwe | Malformed | null => {
  if (!/wants\s+you\s+to\s+sign\s+in\s+with\s+your\s+ethereum\s+account/i.test(text)) return null;
  const found = MESSAGE.exec(text)?.groups;
  if (!found) return malformed(text);
  const {
    scheme,
    domain = '',
    address = '',
    statement,
    uri = '',
    chainId,
    nonce = '',
    issuedAt,
    expiresAt,
    notBefore,
    requestId,
    resources,
  } = found;
  const times = [issuedAt, expiresAt, notBefore].map(seconds);
  if (times.some(Number.isNaN)) return malformed(text);
  try {
    return defined<Siwe>({
      scheme,
      domain,
      address: parseAddress(address),
      statement,
      uri,
      chainId: Number(chainId),
      nonce,
      issuedAt: times[0] ?? 0,
      expiresAt: times[1],
      notBefore: times[2],
      requestId,
      resources: resources?.split('\n- ').slice(1) ?? [],
    });
  } catch (cause) {
    if (cause instanceof AddressError) return malformed(text);
    throw cause;
  }
};

/** The host of a URI with its port, or null where it has none (`ipfs:`, `did:`). */
export const hostOf = (uri: string): string | null => {
  try {
    const { host, username, password } = new URL(uri);
    return username || password || !host ? null : host;
  } catch {
    return null;
  }
};
