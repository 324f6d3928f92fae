import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import type { AlarmView } from '../../messaging/guardians-lane.ts';

vi.mock('../../lib/browser.ts', () => ({
  browser: {
    runtime: { sendMessage: async () => ({ ok: { phase: 'new' } }), onMessage: { addListener: () => undefined } },
  },
}));
vi.stubGlobal('location', { pathname: '/src/popup/tab.html', hash: '', search: '' });
vi.stubGlobal('addEventListener', () => undefined);
const { Alarm } = await import('./alarm.tsx');

const DAY = 86_400_000;
const alarm = (more: Partial<AlarmView> = {}): AlarmView => ({
  wallet: 'w',
  request: 'r',
  mine: true,
  name: '',
  askedAt: Date.now(),
  approvals: 2,
  dueAt: Date.now() + 7 * DAY,
  frozenUntil: null,
  canStop: true,
  answered: null,
  over: null,
  ...more,
});
const draw = (of: AlarmView): string => renderToStaticMarkup(<Alarm alarm={of} onHold={() => undefined} />);

describe('the alarm', () => {
  test('has two answers, a number of yeses, and no way around', () => {
    const html = draw(alarm());
    expect(html).toContain('data-testid="alarm-stop"');
    expect(html).toContain('data-testid="alarm-mine"');
    expect(html).toContain('2 of the guardians have said yes');
    expect(html).not.toContain('alarm-leave');
    expect(html).not.toMatch(/ style=/);
  });
  test('says plainly when this device cannot stop it, and who can', () => {
    const html = draw(alarm({ canStop: false }));
    expect(html).not.toContain('data-testid="alarm-stop"');
    expect(html).toContain('data-testid="alarm-cannot-stop"');
    expect(html).toContain('data-testid="alarm-mine"');
  });
  test('names whose wallet it is when it is not this one, and lets the request be read first', () => {
    const html = draw(alarm({ mine: false, name: 'Noor', canStop: false }));
    expect(html).toContain('Noor');
    expect(html).toContain('data-testid="alarm-stop"');
    expect(html).toContain('/people');
  });
  test.each(['stopped', 'opened', 'cancelled'] as const)('asks nothing more when it was %s', (over) => {
    const html = draw(alarm({ over }));
    expect(html).toContain(`data-testid="alarm-${over}"`);
    expect(html).not.toMatch(/data-testid="alarm-(?:stop|mine)"/);
  });
});
