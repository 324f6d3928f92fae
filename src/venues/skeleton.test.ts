import ts from 'typescript';
import { expect, test } from 'vitest';
import { skeletonOf } from './skeleton.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const params = (types: Record<string, [string, string][]>, primaryType: string, name: string, message: unknown) =>
  JSON.stringify([
    ACCOUNT,
    JSON.stringify({
      types: Object.fromEntries(
        Object.entries({ EIP712Domain: [['name', 'string'] as const, ['chainId', 'uint256'] as const], ...types }).map(
          ([type, members]) => [type, members.map(([member, of]) => ({ name: member, type: of }))],
        ),
      ),
      primaryType,
      domain: { name, chainId: 42161 },
      message,
    }),
  ]);

/** The file as the compiler reads it; each mistake of its syntax fails. */
const parsed = (text: string): ts.SourceFile => {
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
  expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
  return ts.createSourceFile('adapter.ts', text, ts.ScriptTarget.Latest);
};

const leg: [string, string][] = [
  ['market', 'string'],
  ['destination Chain', 'bytes32'],
  ['price', 'uint256'],
  ['reduceOnly', 'bool'],
];

test('domain, encodeType and message as they came', () => {
  const text = skeletonOf(
    params(
      {
        'Strange:Batch': [
          ['orders', 'Order[2][]'],
          ['to', 'address'],
        ],
        Order: leg,
      },
      'Strange:Batch',
      'Strange Venue',
      { orders: [], to: ACCOUNT },
    ),
  );
  parsed(text);
  expect(text).toContain("type: 'EIP712Domain(string name,uint256 chainId)'");
  expect(text).toContain(
    "'Strange:Batch(Order[2][] orders,address to)Order(string market,bytes32 destination Chain,uint256 price,bool reduceOnly)': read",
  );
  expect(text).toContain('type Message = {\n  orders: readonly (readonly (Order)[])[];\n  to: Address;\n};');
  expect(text).toContain("  'destination Chain': string;\n  price: bigint;\n  reduceOnly: boolean;");
  expect(text).toContain("{ id: 'strange-venue', name: 'Strange Venue' }");
  expect(text).toContain('chainIds: [42161]');
  expect(text).toContain('verifyingContracts: []');
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: a name that tries to be one
test.each([`'];fetch('//x')//`, '\\', '`${x}`', '\n\u2028*/', '🦀"', ''])('a name of %j writes no code', (name) => {
  const text = skeletonOf(params({ Note: [["it's", 'string']] }, 'Note', name, { "it's": '' }));
  const file = parsed(text);
  const calls: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) calls.push(node.expression.getText(file));
    ts.forEachChild(node, walk);
  };
  walk(file);
  expect(calls).toEqual(['messageOf', 'Object.keys(message).join', 'Object.keys']);
});

test('a type that holds itself ends', () => {
  const text = skeletonOf(
    params(
      {
        Node: [
          ['left', 'Node[]'],
          ['Message', 'Message'],
        ],
        Message: [['right', 'Node[]']],
      },
      'Node',
      'Tree',
      {
        left: [],
        Message: { right: [] },
      },
    ),
  );
  parsed(text);
  expect(text).toContain('type Message = {\n  left: readonly (Message)[];\n  Message: Message1;\n};');
});
