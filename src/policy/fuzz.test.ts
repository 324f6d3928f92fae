/**
 * Messages of known venues with values that no venue sends: a reader says that it cannot read them, or makes a card in which
 * nothing is lost, hidden or made up. `npm run fuzz` runs the same for longer.
 */
import { Interface, type ParamType } from 'ethers';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseAddress } from '../signing/address.ts';
import { readPersonalParams } from '../signing/personal.ts';
import { parseSiwe } from '../signing/siwe.ts';
import { type Draw, drawFrom, integer, pick, tape } from '../signing/testing/requests.ts';
import { CASES, SEED, TIMEOUT_MS } from '../signing/testing/runs.ts';
import { digestOfShown } from '../signing/testing/shown.ts';
import { readTypedDataParams } from '../signing/typed-data.ts';
import { faults } from '../venues/expected/seen.ts';
import { ACCOUNT, NOW, paramsOf, readVector, type Vector } from '../venues/expected/vector.ts';
import { readPersonal } from '../venues/personal.ts';
import { adapters } from '../venues/registry.ts';
import {
  addresses,
  all,
  changeIsSeen,
  fail,
  leaf,
  messageOf,
  nonEmpty,
  type Schema,
  schemas,
  texts,
} from '../venues/testing/made.ts';
import { examineTypedData } from './examine.ts';

vi.setConfig({ testTimeout: TIMEOUT_MS });
/** Without shrinking, which takes minutes: an error has the whole message in it. */
const runs = (share: number) => ({
  numRuns: Math.max(1, Math.round(CASES * share)),
  seed: SEED,
  endOnFailure: true,
});

describe('typed data of the venues', () => {
  test('is read, or said to be unread', () => {
    fc.assert(
      fc.property(tape(200), (choices) => {
        const draw = drawFrom(choices);
        const vector = messageOf(draw, schemas[draw(schemas.length)] as Schema);
        const params = paramsOf(vector, vector.signer ?? ACCOUNT);
        const chainId = Number(vector.domain?.chainId ?? 1);
        const { reading, digest } = examineTypedData(params, { origin: 'https://site.example', chainId, now: NOW });
        fail(vector, faults(reading));
        expect(digestOfShown(readTypedDataParams(params).data)).toBe(digest);
        if (draw(3) === 0) fail(vector, changeIsSeen(draw, vector));
      }),
      runs(0.6),
    );
  });

  test('a good part of what is made is readable', () => {
    let read = 0;
    const tried = fc.sample(tape(200), { numRuns: 400, seed: SEED });
    for (const choices of tried) {
      const draw = drawFrom(choices);
      const vector = messageOf(
        draw,
        schemas.filter(({ real }) => real.length > 0)[draw(schemas.length)] ?? (schemas[0] as Schema),
      );
      if (readVector(vector)?.reading.kind !== 'unreadable') read++;
    }
    expect(read).toBeGreaterThan(tried.length / 4);
  });
});

const calls = adapters.flatMap((adapter) => (adapter.calls ?? []).map((rule) => ({ venue: adapter.id, rule })));

/** An argument as the ABI has it: addresses of the account and of others, integers of use and at the edges. */
const argument = (draw: Draw, type: ParamType): unknown => {
  if (type.baseType === 'array')
    return Array.from({ length: type.arrayLength && type.arrayLength > 0 ? type.arrayLength : draw(4) }, () =>
      argument(draw, type.arrayChildren as ParamType),
    );
  if (type.baseType === 'tuple') return (type.components ?? []).map((part) => argument(draw, part));
  if (type.baseType === 'address') return draw(2) ? ACCOUNT : pick(draw, addresses).toLowerCase();
  const number = /^(u?)int(\d+)$/.exec(type.baseType);
  if (number && draw(2) === 0) return integer(draw, Number(number[2]), number[1] === '');
  return leaf(draw, type.baseType, undefined, 1);
};

describe('calls of the venues', () => {
  test('are read, or said to be unread', () => {
    fc.assert(
      fc.property(tape(160), (choices) => {
        const draw = drawFrom(choices);
        const { venue, rule } = calls[draw(calls.length)] as (typeof calls)[number];
        const abi = new Interface([`function ${rule.signature}`]);
        const call = abi.fragments[0] as unknown as { name: string; inputs: ParamType[] };
        const args = call.inputs.map((input) => argument(draw, input));
        let data = abi.encodeFunctionData(call.name, args);
        const damage = draw(6);
        if (damage === 1) data = data.slice(0, Math.max(10, data.length - 2 * (1 + draw(64))));
        if (damage === 2) data += '00'.repeat(1 + draw(40));
        if (damage === 3 && data.length > 10) {
          const at = 10 + draw(data.length - 10);
          data = `${data.slice(0, at)}f${data.slice(at + 1)}`;
        }
        const vector: Vector = {
          file: venue,
          id: call.name,
          kind: 'calldata',
          data,
          chainId: rule.chainIds[draw(rule.chainIds.length)] ?? 1,
          to: rule.contracts[draw(rule.contracts.length)] ?? ACCOUNT,
        };
        const read = readVector(vector);
        fail(vector, read ? faults(read.reading) : ['it is not read']);
        if (damage === 2 && read?.reading.kind !== 'unreadable') fail(vector, ['what is left over is not said']);
        if (damage === 0 && draw(3) === 0) {
          const plain = args.map((arg) =>
            JSON.parse(JSON.stringify(arg, (_, v) => (typeof v === 'bigint' ? String(v) : v))),
          );
          fail(vector, changeIsSeen(draw, { ...vector, humanReadable: `function ${rule.signature}`, args: plain }));
        }
      }),
      runs(0.2),
    );
  });
});

describe('messages', () => {
  const seeds = nonEmpty(
    all.flatMap(({ messageText }) => (messageText === undefined ? [] : [messageText])),
    'hello',
  );
  const context = { origin: 'https://site.example', account: parseAddress(ACCOUNT), chainId: 1, now: NOW };

  test('are read, or said to be unread', () => {
    fc.assert(
      fc.property(tape(40), fc.string({ unit: 'binary', maxLength: 8 }), (choices, junk) => {
        const draw = drawFrom(choices);
        let text = pick(draw, seeds);
        for (let i = draw(4); i > 0; i--) {
          const at = draw(text.length + 1);
          const put = pick(draw, ['', '0', '\n', 'ffffffffffffffff', ' ', junk.toWellFormed(), pick(draw, texts)]);
          text = text.slice(0, at) + put + text.slice(at + draw(20));
        }
        // Half a byte is refused before anybody reads it.
        if (/^0x[\da-f]*$/i.test(text) && text.length % 2 !== 0) return;
        const { message } = readPersonalParams(JSON.stringify([text.toWellFormed(), ACCOUNT]));
        const signIn = message.text === null ? null : parseSiwe(message.text);
        const found = faults(readPersonal(message, signIn, context));
        fail({ file: 'text', id: 'message', kind: 'personal_sign', messageText: text }, found);
      }),
      runs(0.15),
    );
  });
});
