import { expect, test } from 'vitest';
import type { Flag } from '../../venues/reading.ts';
import { cancel, examination, grant, order } from '../fixtures.ts';
import { hiddenParameters, hooks, stopLoss } from './flags.ts';

test.each([
  ['R8', stopLoss, 'no-stop-loss', 'info'],
  ['R11', hiddenParameters, 'hidden-parameters', 'danger'],
  ['R12', hooks, 'hooks', 'warning'],
] as const)('%s', (rule, of, flag, level) => {
  const flags: Flag[] = [
    { flag: 'unknown-market', what: 'c' },
    { flag, what: 'a' },
    { flag, what: 'b' },
  ];
  for (const reading of [order, cancel, grant])
    expect(of(examination({ ...reading, flags }))).toMatchObject({ rule, level, text: { params: { what: 'a, b' } } });
  expect(of(examination({ ...order, flags: flags.slice(0, 1) }))).toBeNull();
  expect(of(examination(order))).toBeNull();
});
