import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import type { CoApprovalDuty, ToldWait } from '../../messaging/limits-lane.ts';

vi.mock('../../lib/browser.ts', () => ({
  browser: {
    runtime: { sendMessage: async () => ({ ok: { phase: 'new' } }), onMessage: { addListener: () => undefined } },
  },
}));
vi.stubGlobal('location', { pathname: '/src/popup/tab.html', hash: '', search: '' });
vi.stubGlobal('addEventListener', () => undefined);
const { CoDuty } = await import('./co-approval.tsx');
const { MoneyAlarm } = await import('../alarm/money.tsx');
const { firstTold } = await import('../alarm/alarms.ts');

const HOUR = 3_600_000;
const duty = (more: Partial<CoApprovalDuty> = {}): CoApprovalDuty => ({
  ward: 'w',
  wardName: 'Noor',
  role: 'accepted',
  requests: [],
  ...more,
});
const request = (more: Partial<CoApprovalDuty['requests'][number]> = {}) => ({
  ...{ id: 'r', at: Date.now(), headline: 'Send 5 ETH', why: ['First payment'], answer: null },
  ...{ expiresAt: Date.now() + HOUR },
  ...more,
});
const draw = (of: CoApprovalDuty): string => renderToStaticMarkup(<CoDuty duty={of} />);
/** The class of a button: one size, one weight, no colour. */
const classOf = (html: string, testid: string): string | undefined =>
  html
    .match(/<button[^>]*>/g)
    ?.find((one) => one.includes(`data-testid="${testid}"`))
    ?.match(/class="([^"]*)"/)?.[1];

describe('a second yes, at the guardian', () => {
  test('is offered with what would be seen and what not, and two answers that look alike', () => {
    const html = draw(duty({ role: 'offered' }));
    expect(html).toContain('Noor');
    expect(html).toContain('You would see');
    expect(html).toContain('You would not see');
    expect(classOf(html, 'co-accept')).toBe('btn');
    expect(classOf(html, 'co-decline')).toBe('btn');
  });
  test('is asked with words, reasons and two answers that look alike; words of others show what they hide', () => {
    const html = draw(duty({ requests: [request({ headline: 'Send 5 \u202eHTE' })] }));
    expect(html).toContain('U+202E');
    expect(html).toContain('First payment');
    expect(classOf(html, 'co-yes')).toBe('btn');
    expect(classOf(html, 'co-no')).toBe('btn');
    expect(html).not.toMatch(/ style=/);
  });
  test.each([
    ['answered yes', { answer: 'yes' as const }],
    ['answered no', { answer: 'no' as const }],
    ['late', { expiresAt: Date.now() - 1 }],
  ])('asks nothing more when it is %s', (_, more) => {
    const html = draw(duty({ requests: [request(more)] }));
    expect(html).not.toContain('co-yes');
    expect(html).toContain('co-said');
  });
});

describe('money that another device told of', () => {
  const wait: ToldWait = {
    ...{ ward: 'w', name: 'Desk', id: 'i', asset: 'eth', amount: '1234.5', recipient: `0x${'ab'.repeat(20)}` },
    ...{ account: '2266', opensAt: Date.now() + HOUR, at: Date.now(), answer: null },
  };
  const drawn = (more: Partial<ToldWait> = {}): string =>
    renderToStaticMarkup(<MoneyAlarm wait={{ ...wait, ...more }} onHold={() => undefined} />);
  test('names the sum, the recipient and the device, and is stopped by one press', () => {
    const html = drawn();
    for (const one of ['1,234.5', 'ETH', 'Desk', '2266', 'money-stop', 'money-mine']) expect(html).toContain(one);
    expect(html).not.toContain('password"');
    expect(drawn({ asset: '?', amount: 'any', recipient: '#12' })).toContain('What Vouch cannot read');
    expect(drawn({ answer: 'stopped' })).not.toContain('money-stop');
  });
  test('stands on home until it is answered or over', () => {
    expect(firstTold([wait], Date.now())).toBe(wait);
    expect(firstTold([{ ...wait, answer: 'mine' }], Date.now())).toBeUndefined();
    expect(firstTold([wait], wait.opensAt)).toBeUndefined();
  });
});
