/**
 * The import rules of the house (docs/architecture.md). One row a room: what it may import besides itself and `lib`.
 * A type-only import counts for the rules, not for cycles.
 */
const PURE = ['signing', 'venues', 'policy', 'keyring', 'guardians', 'channel'];
const ROOMS = {
  background: null, // every room but popup and content
  content: ['messaging'],
  popup: ['messaging', 'descriptors'],
  descriptors: ['signing', 'venues'], // what others say of a request; loaded by the approval page when it is needed
  messaging: [],
  approvals: ['storage', 'messaging', 'signing', 'venues', 'policy', 'keyring'],
  signing: [],
  venues: ['signing'],
  policy: ['venues', 'signing'],
  keyring: ['signing'], // an address is written in one place
  vault: ['storage', 'keyring'],
  channel: [],
  guardians: ['channel'],
  relay: [],
  chain: [],
  'venue-net': [], // the only calls to a venue; to hosts that the person switched on
  storage: [],
  lib: [],
};
/** What a room may know of another by its types alone. */
const TYPES = {
  messaging: [...PURE, 'approvals', 'chain', 'storage', 'vault'],
  popup: [...PURE, 'approvals', 'chain', 'vault'],
  relay: ['channel'],
  venues: ['keyring'], // what a key of the wallet's own is called
  policy: ['keyring'],
  storage: [...PURE, 'approvals', 'chain', 'relay'],
};
/** Pure formatting that a page may run. */
const FORMATTING = '^src/(signing/(format|address)|venues/skeleton)\\.ts$';

const room = (name) => `^src/${name}/`;
const rules = Object.entries(ROOMS).flatMap(([name, allowed]) => {
  if (allowed === null)
    return [
      {
        name: `${name}-knows-no-page`,
        severity: 'error',
        from: { path: room(name) },
        to: { path: '^src/(popup|content)/' },
      },
    ];
  const own = [name, 'lib', ...allowed].join('|');
  const types = TYPES[name] ?? [];
  const free = name === 'popup' ? `|${FORMATTING.slice(1)}` : '';
  const out = [
    {
      name: `${name}-imports`,
      severity: 'error',
      from: { path: room(name), pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/',
        pathNot: `^src/(${own})/${free && `|^${free.slice(1)}`}`,
        dependencyTypesNot: types.length ? ['type-only'] : [],
      },
    },
  ];
  if (types.length)
    out.push({
      name: `${name}-type-imports`,
      severity: 'error',
      from: { path: room(name), pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: `^src/(${[own, ...types].join('|')})/`, dependencyTypes: ['type-only'] },
    });
  return out;
});

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(src|e2e|demo|bench)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'one-polyfill-import',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lib/browser\\.ts$' },
      to: { path: 'node_modules/webextension-polyfill' },
    },
    {
      name: 'idb-only-in-storage',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/storage/|\\.test\\.tsx?$' },
      to: { path: 'node_modules/idb/' },
    },
    {
      name: 'src-stands-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(e2e|demo|bench|scripts)/' },
    },
    { name: 'no-unresolved', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|e2e|demo|bench|scripts|node_modules)',
  },
};
