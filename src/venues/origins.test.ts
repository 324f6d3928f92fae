import { describe, expect, test } from 'vitest';
import { ORIGINS, siteOf } from './origins.ts';

describe('a site', () => {
  test.each([
    ['gmx', 'https://app.gmx.io', 'own'],
    ['gmx', 'http://app.gmx.io', 'foreign'],
    ['gmx', 'https://app.gmx.io:8443', 'foreign'],
    ['gmx', 'https://gmx.io', 'foreign'],
    ['gmx', 'https://a.app.gmx.io', 'foreign'],
    ['gmx', 'https://app.gmx.io.evil.example', 'foreign'],
    ['gmx', 'http://localhost:3000', 'foreign'],
    ['dydx', 'https://trade.dydx.exchange', 'foreign'],
    ['dydx-v3', 'https://trade.dydx.exchange', 'own'],
    ['vertex', 'https://app.vertexprotocol.com', 'unknown'],
    ['toString', 'https://app.example', 'unknown'],
    ['', 'http://localhost:3000', 'unknown'],
  ])('of %s at %s is %s', (venue, origin, site) => {
    expect(siteOf(venue, origin)).toBe(site);
  });
});

test.each(Object.entries(ORIGINS))(
  'the list of %s is written as a browser writes it, with source and date',
  (_, of) => {
    expect(of.origins.length).toBeGreaterThan(0);
    for (const origin of of.origins) {
      expect(new URL(origin).origin).toBe(origin);
      expect(origin).toMatch(/^https:\/\/[a-z.]+$/);
    }
    expect(of.source).toMatch(/^[\w-]+\/[\w.-]+ [\da-f]{7}, /);
    expect(of.date).toMatch(/^202\d-\d\d-\d\d$/);
  },
);
