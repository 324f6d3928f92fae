import { expect, test } from 'vitest';
import { CONTEXT, dataOf } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';

const TYPE = 'dYdX(string method,string requestPath,string body,string timestamp)';

test('a request to the shut interface is shown part by part, and nothing is said of what it does', () => {
  const reading = readTypedData(
    dataOf({ name: 'dYdX', version: '1.0', chainId: 1 }, TYPE, {
      method: 'POST',
      requestPath: 'v3/api-keys',
      body: '{"a":"\u202e"}',
      timestamp: '',
    }),
    CONTEXT,
  );
  expect(reading).toMatchObject({ kind: 'unreadable', hashOnly: false, why: { id: 'why.dydxRequest' } });
  expect(reading.rows.map(({ value }) => value)).toEqual([
    { type: 'exact', text: 'POST' },
    { type: 'exact', text: 'v3/api-keys' },
    { type: 'exact', text: '{"a":"⟨U+202E⟩"}' },
    { type: 'text', text: { id: 'value.noneNamed' } },
  ]);
});
