import { describe, expect, test } from 'vitest';
import { recovery } from './recovery.en.ts';

/** Words that guardians never meet, whatever stands behind them; and those that no screen of ours uses. */
const NEVER = /\b(?:share|shard|threshold|quorum|sign|key|seed)/i;
const NOWHERE = /\b(?:secure|safe|guaranteed|oops|please wait|are you sure)\b|!/i;

describe.each(Object.entries(recovery))('%s', (_, words) => {
  test('says nothing that guardians should not have to know', () => {
    expect(words).not.toMatch(NEVER);
    expect(words).not.toMatch(NOWHERE);
  });
});

test('the list would find each of them', () => {
  for (const word of ['Shares', 'a shard', 'the threshold', 'quorum', 'signing', 'private key', 'seed phrase'])
    expect(word).toMatch(NEVER);
  expect('Are you sure?').toMatch(NOWHERE);
});
