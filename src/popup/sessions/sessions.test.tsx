import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Router } from 'wouter';
import type { SessionInfo, SignedAlone } from '../../messaging/limits-lane.ts';
import type { ActivityEntry } from '../../messaging/ui-lane.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { screens } = await import('../../lib/text/screens.en.ts');
const { learn } = await import('../text.ts');
const { canSign, SignedLine } = await import('../home/session-card.tsx');
const { SessionCard } = await import('./card.tsx');
const { SessionList } = await import('./list.tsx');
const { OneSession } = await import('./one.tsx');
const { Resume } = await import('./resume.tsx');
const { SignedList, together } = await import('./signed.tsx');
const { marketsIn, money } = await import('./words.ts');

beforeAll(() => learn(screens));
const NOON = new Date(2026, 10, 21, 12, 0, 0).getTime();
const HOUR = 3_600_000;
beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

const OWN = '0x7a3F90B1c45D2e8A6b1F03cD94E57A28B6d0c21e';
const info = (more: Partial<SessionInfo> = {}, session: Partial<SessionInfo['session']> = {}): SessionInfo => ({
  session: {
    id: '0xaa',
    origin: 'https://app.gannet.example',
    account: OWN,
    venue: 'v',
    limits: { markets: ['ETH', 'BTC'], perOrder: '2000', leverage: '10' },
    orders: 40,
    budget: '10000',
    startsAt: NOON - HOUR,
    endsAt: NOON + 6 * HOUR,
    paused: false,
    ...session,
  },
  venueName: 'Venue',
  used: { orders: 23, notional: '6180' },
  left: { orders: 17, notional: '3820' },
  state: 'running',
  grantedAt: NOON - HOUR,
  ended: null,
  agent: null,
  ...more,
});
const entry = (id: string, more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id,
  at: NOON - 1000,
  origin: 'https://app.gannet.example',
  headline: { id: 'approve.none' },
  kind: 'order',
  state: 'delivered',
  digest: `0x${id}`,
  account: OWN,
  by: 'session',
  session: '0xaa',
  ...more,
});
const draw = (node: ReactNode) => renderToStaticMarkup(<Router ssrPath="/">{node}</Router>);
const plain = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('a card says whose, until when, what is used and left, and pauses in one press', () => {
  const html = draw(<SessionCard info={info()} />);
  const words = plain(html);
  for (const part of [
    'app.gannet.example trades without asking',
    'Venue, until 18:00, in 6 h 0 min',
    '$6,180 of $10,000 used',
    '$3,820 left',
    '23 of 40 orders',
    'each up to $2,000',
    'up to 10×',
  ])
    expect(words).toContain(part);
  expect(html).toContain('width="61.8%"');
  expect(html).not.toMatch(/ style=/);
  expect(html).toMatch(/<button[^>]*aria-label="Pause app.gannet.example"/);
});

test('a paused one is hatched and says so, and leads to the password instead of going on', () => {
  const html = draw(<SessionCard info={info({ state: 'paused' })} />);
  const [, hatch = 'none'] = /<pattern id="([^"]+)"/.exec(html) ?? [];
  expect(html).toContain(`fill="url(#${hatch})"`);
  expect(plain(html)).toContain('Paused at $6,180');
  expect(html).toContain('href="/sessions/0xaa/resume"');
  expect(html).not.toContain('data-testid="session-pause"');
  expect(draw(<SessionCard info={info()} />)).not.toContain('<pattern');
});

test.each([
  ['8999.99', 23, false],
  ['9000', 23, true],
  ['1', 36, true],
  ['1', 35, false],
])('$%s and %i orders are nearly all: %s', (notional, orders, nearly) => {
  const html = draw(<SessionCard info={info({ used: { notional, orders } })} />);
  expect(html.includes('meter-care')).toBe(nearly);
  expect(plain(html).includes('nearly all')).toBe(nearly);
  expect(html.includes('lucide-triangle-alert')).toBe(nearly);
});

test('a bar never leaves its frame', () => {
  expect(draw(<SessionCard info={info({ used: { notional: '99999', orders: 41 } })} />)).toContain('width="100%"');
  expect(draw(<SessionCard info={info({ used: { notional: '0', orders: 0 } }, { budget: '0' })} />)).toContain(
    'width="0%"',
  );
});

test('those that can still sign come first', () => {
  const html = plain(
    draw(
      <SessionList
        sessions={[
          info({ state: 'over', ended: { at: NOON, by: 'site' } }, { id: '0x1', origin: 'https://over.example' }),
          info({ state: 'paused' }, { id: '0x2', origin: 'https://paused.example' }),
        ]}
      />,
    ),
  );
  expect(html.indexOf('paused.example')).toBeLessThan(html.indexOf('over.example'));
  expect(['running', 'paused', 'used-up', 'over'].map((state) => canSign(info({ state: state as 'over' })))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(draw(<SessionList sessions={[]} />)).toContain('data-testid="sessions-empty"');
});

test('one session shows its terms, its key and what it signed, and nothing of another one', () => {
  const html = draw(
    <OneSession
      info={info({ agent: { name: OWN, until: NOON + HOUR } })}
      account="Main account"
      lines={[entry('1'), entry('2', { session: '0xbb' }), entry('3', { by: 'person' })]}
    />,
  );
  expect(html.match(/data-testid="activity-entry"/g)).toHaveLength(2);
  expect(plain(html)).toContain('app.gannet.example, in the session');
  expect(html).toContain('data-testid="session-key"');
  expect(html).toContain('data-testid="session-end"');
  expect(plain(html)).toContain('no limit');
});

test('one that has ended says who ended it and offers nothing', () => {
  const html = draw(
    <OneSession info={info({ state: 'over', ended: { at: NOON, by: 'person' } })} account="Main account" lines={[]} />,
  );
  expect(plain(html)).toContain('Ended by you, 12:00');
  for (const way of ['end', 'pause', 'resume']) expect(html).not.toContain(`data-testid="session-${way}"`);
  const time = draw(<OneSession info={info({ state: 'over' }, { endsAt: NOON - 1 })} account="" lines={[]} />);
  expect(plain(time)).toContain('Its time was over');
});

test('resuming shows what is left and asks the password; nothing else can be resumed', () => {
  const html = draw(<Resume info={info({ state: 'paused' })} />);
  expect(plain(html)).toContain('$3,820');
  expect(html).toContain('type="password"');
  expect(draw(<Resume info={info()} />)).not.toContain('type="password"');
});

test('the line on the home screen counts, and is not there for nothing', () => {
  const line = (count: number, since: number | null) =>
    plain(draw(<SignedLine signed={{ entries: [], count, since }} />));
  expect(line(0, null).trim()).toBe('');
  expect(line(1, 1)).toContain('1 order was signed without asking since you last looked');
  expect(line(2, null)).not.toContain('since');
});

test('what was counted as seen stays on the screen, and what is new comes on top once', () => {
  const first: SignedAlone = { entries: [entry('2'), entry('1')], count: 5, since: 1 };
  const next = together(first, { entries: [entry('3'), entry('2')], count: 2, since: 2 });
  expect(next.entries.map(({ id }) => id)).toEqual(['3', '2', '1']);
  expect([next.count, next.since]).toEqual([6, 1]);
  expect(plain(draw(<SignedList signed={next} />))).toContain('3 earlier ones are listed in Activity');
});

test('a name that could pass for words of the sentence stands in quotation marks', () => {
  expect(marketsIn(['ETH, each up to $5', 'BTC'])).toBe('“ETH, each up to $5” and BTC');
  expect(marketsIn(['ETH”, each up to “$5'])).toBe("“ETH', each up to '$5”");
  expect(marketsIn(['\u0415TH'])).toBe('“\u0415TH”');
  expect(marketsIn(['ETH-USDT', 'BTC/USD:USDC', '@107', 'kPEPE'])).not.toContain('“');
});

test('amounts are exact, and a list of many markets says how many more there are', () => {
  expect([money('2000'), money('2000.5'), money('0.000001')]).toEqual(['$2,000', '$2,000.50', '$0.000001']);
  expect(marketsIn(['A'])).toBe('A');
  expect(marketsIn(['A', 'B', 'C', 'D', 'E'])).toBe('A, B, C, D and E');
  expect(marketsIn(undefined)).toBe('every market');
  expect(marketsIn([])).toBe('…');
});
