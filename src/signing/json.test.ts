import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isList, isNumber, isObject, type Json, parseJson, parseParams } from './json.ts';
import { RequestError } from './request-error.ts';

/** What JSON.parse would make of it. */
const plain = (json: Json): unknown => {
  if (isNumber(json)) return Number(json.number);
  if (isObject(json)) return Object.fromEntries([...json].map(([key, value]) => [key, plain(value)]));
  return isList(json) ? json.map(plain) : json;
};

/** Whether a value holds what this reader refuses on purpose. */
const refused = (value: unknown): boolean => {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, part]) => ['__proto__', 'constructor', 'prototype'].includes(key) || !key.isWellFormed() || refused(part),
  );
};

describe('parseJson', () => {
  test('reads what JSON.stringify writes, with any white space', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t', '\r\n '), (value, space) => {
        fc.pre(!refused(value));
        const text = JSON.stringify(value, null, space);
        expect(plain(parseJson(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('takes exactly what JSON.parse takes, and fails with its own error alone', () => {
    const characters = fc.constantFrom(
      ...'{}[]",:0123456789-+.eE\\utrnfalse \n\u0000é'.split(''),
      '{"a":',
      '"b"',
      '1e5',
    );
    fc.assert(
      fc.property(
        fc.array(characters, { maxLength: 24 }).map((parts) => parts.join('')),
        (text) => {
          let right: unknown;
          try {
            right = JSON.parse(text);
          } catch {
            expect(() => parseJson(text)).toThrow(RequestError);
            return;
          }
          try {
            expect(plain(parseJson(text))).toEqual(right);
          } catch (error) {
            expect(error).toBeInstanceOf(RequestError);
            expect((error as RequestError).text.id).toMatch(/duplicateKey|halfCharacter/);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('keeps numbers as they are written', () => {
    for (const number of ['9007199254740993', '1e+30', '-0', '1.10', '0.1e-7'])
      expect(parseJson(number)).toEqual({ number });
  });

  test.each([
    ['{"a":1,"a":1}', 'request.duplicateKey'],
    ['{"a":1,"\\u0061":2}', 'request.duplicateKey'],
    ['{"__proto__":1}', 'request.refusedKey'],
    ['[{"constructor":1}]', 'request.refusedKey'],
    ['{"\\u0070rototype":1}', 'request.refusedKey'],
    ['"\\ud800"', 'request.halfCharacter'],
    ['1 2', 'request.json'],
    ['{} x', 'request.json'],
    ['{"a":1,}', 'request.json'],
    ['[01]', 'request.json'],
    ['"\t"', 'request.json'],
    ['', 'request.json'],
    ['nul', 'request.json'],
    [`${'['.repeat(33)}${']'.repeat(33)}`, 'request.deep'],
    [`[${'0,'.repeat(1024)}0]`, 'request.manyItems'],
    [`{${Array.from({ length: 1025 }, (_, i) => `"${i}":0`).join(',')}}`, 'request.manyItems'],
    [`"${'a'.repeat(256 * 1024)}"`, 'request.large'],
  ])('refuses %.40s', (text, id) => {
    expect(() => parseJson(text)).toThrow(RequestError);
    try {
      parseJson(text);
    } catch (error) {
      expect((error as RequestError).text.id).toBe(id);
      expect((error as RequestError).code).toBe(-32602);
    }
  });

  test('names the place', () => {
    expect(() => parseJson('[1,2,oops]')).toThrow('at character 5');
  });

  test('reads what is just within its bounds', () => {
    expect(plain(parseJson(`${'['.repeat(32)}${']'.repeat(32)}`))).toBeInstanceOf(Array);
    expect(plain(parseJson(`[${'0,'.repeat(1023)}0]`))).toHaveLength(1024);
    expect(plain(parseJson(`"${'a\\n'.repeat(60_000)}"`))).toHaveLength(120_000);
  });
});

test('params are a list of as many values as asked for', () => {
  expect(parseParams('[1]', 1, 2)).toHaveLength(1);
  for (const text of ['{}', '[]', '[1,2,3]', '"a"']) expect(() => parseParams(text, 1, 2)).toThrow('a list of 1 to 2');
});
