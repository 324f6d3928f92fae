/**
 * `npm run docs:venues`: writes docs/venues.md from what the adapters say of themselves. A test fails when the page is not
 * what this would write.
 * @module
 */
/// <reference types="vite/types/importMeta.d.ts" />
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Adapter, CallRule, Coverage, DomainRule } from '../src/venues/adapter.ts';
import { ORIGINS } from '../src/venues/origins.ts';

type File = { adapter: Adapter; coverage: Coverage[] };

export const PAGE = new URL('../docs/venues.md', import.meta.url);

const files = import.meta.glob<File>(['../src/venues/adapters/*.ts', '!../src/venues/adapters/*.test.ts'], {
  eager: true,
});

/** In the order of the venues' names. */
const venues = Object.values(files).sort((a, b) => a.adapter.name.localeCompare(b.adapter.name, 'en'));

/** Nothing in it ends a cell or a line. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const networksOf = ({ chainIds, anyNetwork }: DomainRule): string =>
  `${chainIds ? chainIds.join(', ') : 'every network'}${anyNetwork ? ' (the venue’s own number: the site may be on another network)' : ''}`;

const contractsOf = ({ verifyingContracts: known }: DomainRule): string => {
  if (typeof known === 'function') return 'one for each market, pool or product; the card names it';
  return known.length === 0 ? 'none: the domain names none' : known.map((one) => `\`${one}\``).join(', ');
};

const domainRow = (rule: DomainRule): string[] => [
  `\`${rule.name}\`${rule.version === undefined ? ', no version' : ` \`${rule.version}\``}`,
  networksOf(rule),
  contractsOf(rule),
];

const callRow = ({ signature, chainIds, contracts }: CallRule): string[] => [
  `\`${signature.slice(0, signature.indexOf('('))}\``,
  chainIds.join(', '),
  contracts.map((one) => `\`${one}\``).join(', '),
];

const sitesOf = (id: string): string =>
  ORIGINS[id]?.origins.map((origin) => origin.replace('https://', '')).join(', ') ?? '';

const count = (coverage: readonly Coverage[], reads: Coverage['reads']): string =>
  String(coverage.filter((one) => one.reads === reads).length || '-');

const ownNumber = ({ domains }: Adapter): string => {
  const own = domains.filter((rule) => rule.anyNetwork);
  return own.some((rule) => rule.chainIds === undefined)
    ? 'any'
    : [...new Set(own.flatMap((rule) => rule.chainIds ?? []))].join(', ') || '-';
};

const overview = (): string =>
  table(
    ['Venue', 'whole', 'in part', 'not', 'Opens a hash', 'chainId of its own', 'Its own sites'],
    venues.map(({ adapter, coverage }) => [
      `[${adapter.name}](#${adapter.name
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-')})`,
      count(coverage, 'whole'),
      count(coverage, 'in part'),
      count(coverage, 'not'),
      adapter.open ? 'yes' : '-',
      ownNumber(adapter),
      sitesOf(adapter.id) || 'not known',
    ]),
  );

const section = ({ adapter, coverage }: File): string =>
  [
    `## ${adapter.name}`,
    table(
      ['What is signed', 'Read', 'What is missing, and why', 'Source'],
      coverage.map(({ what, reads, gap, source }) => [what, reads, gap ?? '-', source]),
    ),
    ...(adapter.domains.length > 0 ? [table(['Domain', 'chainId', 'Contracts'], adapter.domains.map(domainRow))] : []),
    ...(adapter.calls?.length ? [table(['Call', 'Network', 'Contracts'], adapter.calls.map(callRow))] : []),
  ].join('\n\n');

/** What belongs to no venue, by its file in `src/venues/`. */
const COMMON: [what: string, reads: Coverage['reads'], gap: string, file: string][] = [
  [
    'EIP-2612 and DAI permits',
    'whole',
    'Amounts of tokens outside the list of Vouch stay in the smallest unit.',
    'permits.ts',
  ],
  ['ERC-3009 transfers by signature', 'whole', 'The same.', 'authorizations.ts'],
  [
    'Ballots and delegations of governors, Aave and Snapshot',
    'in part',
    'What is voted on stands elsewhere.',
    'votes.ts',
  ],
  ['Sign-In with Ethereum (EIP-4361)', 'whole', '-', 'personal.ts'],
  ['Transfers and allowances of tokens (calls)', 'whole', 'As above.', 'token-calls.ts'],
  ['Hashes: 32 bytes, typed data of nothing but `bytes32`', 'not', 'Nobody can read them.', 'hashes.ts'],
  ['Any other personal message, call or typed data', 'not', 'No adapter knows it.', 'typed-data.ts'],
];
const common = (): string =>
  table(
    ['What is signed', 'Read', 'What is missing, and why', 'File'],
    COMMON.map((row) => [...row]),
  );

const sites = (): string =>
  table(
    ['Venue', 'Sites', 'Source', 'Read on'],
    Object.entries(ORIGINS).map(([id, { origins, source, date }]) => [id, origins.join(', '), source, date]),
  );

export const page = (): string => `# Venues

Made by \`npm run docs:venues\` from \`src/venues/adapters/\`; changes by hand are lost. How a venue is added:
[adding-a-venue.md](adding-a-venue.md). How each message is checked: \`src/venues/vectors.test.ts\` (readings worked out by
hand), \`mutation.test.ts\` (every leaf is seen), \`src/policy/fuzz.test.ts\`.

- **whole**: every field of the message is on the card in a trader's words, or under "also signed" as it is.
- **in part**: a card, and what it cannot say is said on it.
- **not**: shown field by field, with the reason, and never as an order.

What is in no adapter is shown field by field too. A signature that is a private key is recognised by its type or text for
every venue named here, whatever its domain says (\`src/venues/keys.ts\`).

${overview()}

A number under "chainId of its own" is no network: the site that asks may be on another (rule R14). "Not known" sites mean
that no list of the venue itself was found: a key derivation for it asks for the venue's name to be typed.

${venues.map(section).join('\n\n')}

## Of no venue

${common()}

## Sites that are a venue's own

${sites()}
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = (() => {
    try {
      return readFileSync(PAGE, 'utf8');
    } catch {
      return '';
    }
  })();
  writeFileSync(PAGE, page());
  console.log(before === page() ? 'docs/venues.md is as it was.' : 'docs/venues.md is written anew.');
}
