import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import type { AskView, GuardiansView } from '../../messaging/guardians-lane.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: { runtime: { onMessage: { addListener: () => undefined } } } }));
vi.stubGlobal('location', { pathname: '/src/popup/tab.html', hash: '', search: '' });
const { Decision } = await import('./ask.tsx');

const ask = (more: Partial<AskView> = {}): AskView => ({
  id: 'a',
  ward: 'w',
  wardName: 'Noor \u202eruN',
  reach: '+44 7700 900 117',
  comparedAt: 0,
  askedAt: 0,
  words: 'words',
  arrived: true,
  approvals: 1,
  need: 3,
  rows: [],
  mine: 'none',
  dueAt: null,
  frozenUntil: null,
  canFreeze: true,
  canStop: true,
  myStop: false,
  stops: 0,
  stopsNeeded: null,
  ownerStopped: false,
  over: null,
  released: 'no',
  onlyPeople: false,
  ...more,
});
const view = { wards: [] } as unknown as GuardiansView;
const draw = (of: AskView): string => renderToStaticMarkup(<Decision ask={of} view={view} />);
const at = (html: string, what: string): number => html.indexOf(what);
const off = (html: string, verb: string): boolean =>
  new RegExp(`data-testid="answer-${verb}" aria-disabled="true"`).test(html);

describe('the decision', () => {
  test('comes in its order: who, what happens, marks of a trick, how it was checked, words, answer', () => {
    const html = draw(ask());
    const order = ['asker', 'happens', 'heed', 'how-called', 'heard-0', 'answer-approve'].map((id) =>
      at(html, id === 'heed' ? 'class="heed"' : `data-testid="${id}"`),
    );
    expect(order.every((place) => place >= 0)).toBe(true);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(html).not.toMatch(/ style=/);
  });
  test('tells what hides in a name', () => {
    expect(draw(ask())).toContain('⟨U+202E⟩');
  });
  test('asks for nothing but who it is until that was said', () => {
    const html = draw(ask({ ward: null, wardName: null }));
    expect(at(html, 'class="heed"')).toBeGreaterThan(0);
    for (const id of ['how-called', 'heard-0', 'answer-approve', 'answer-freeze']) expect(html).not.toContain(id);
  });
  test('a yes is not to be had before the check and the words, a no and a freeze always', () => {
    const html = draw(ask());
    expect(off(html, 'approve')).toBe(true);
    expect(off(html, 'decline')).toBe(false);
    expect(off(html, 'freeze')).toBe(false);
  });
  test('one seen in the notice box alone can be frozen and voted down, not answered', () => {
    const html = draw(ask({ words: 'none' }));
    expect(off(html, 'approve')).toBe(true);
    expect(off(html, 'decline')).toBe(true);
    expect(off(html, 'freeze')).toBe(false);
    expect(html).toContain('data-testid="answer-stop"');
    expect(html).not.toContain('heard-0');
  });
  test('after a yes it can be taken back until the part is sent', () => {
    expect(draw(ask({ mine: 'approved' }))).toContain('data-testid="answer-withdraw"');
    expect(draw(ask({ mine: 'approved', released: 'yes' }))).not.toContain('answer-withdraw');
  });
  test('what is over asks nothing more', () => {
    const html = draw(ask({ over: 'stopped', mine: 'approved' }));
    expect(html).toContain('data-testid="over-stopped"');
    expect(html).not.toMatch(/answer-/);
  });
});
