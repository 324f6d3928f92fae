import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { ApprovalView } from '../../approvals/record.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { descriptionOf } = await import('./description.tsx');

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const view = {
  subject: {
    type: 'typed-data',
    reading: {
      fields: [
        { path: 'domain.chainId', type: 'uint256', value: '1' },
        { path: 'message.n', type: 'uint256', value: '5' },
      ],
    },
  },
  account: { address: ACCOUNT, name: '' },
} as unknown as ApprovalView;

const hostile = '<img src=x onerror=alert(1)>\u202e\u200b';
const found = (format: unknown) => ({ source: 'registry' as const, date: '2026-08-20', owner: hostile, format });

test('what strangers wrote is text, and nothing in it is hidden', async () => {
  const shown = await descriptionOf(
    view,
    found({
      intent: hostile,
      fields: [
        { label: hostile, path: 'n', format: 'unit', base: hostile, decimals: 0 },
        { label: 'Own', value: hostile, format: 'raw' },
      ],
    }),
  );
  const html = renderToStaticMarkup(shown);
  expect(html).not.toMatch(/<img|\u202e|\u200b/);
  expect(html.match(/&lt;img src=x onerror=alert\(1\)&gt;⟨U\+202E⟩⟨U\+200B⟩/g)).toHaveLength(5);
  expect(html).toContain('Vouch has not checked it');
  expect(html.match(/class="mark mark-said"/g)).toHaveLength(2);
  expect(html).not.toMatch(/<h1|<h2|mark-signed|chip|note-/);
});

test('one that is not of this request is not shown', async () => {
  expect(
    await descriptionOf(view, found({ intent: 'x', fields: [{ label: 'x', path: 'm', format: 'raw' }] })),
  ).toBeNull();
  expect(await descriptionOf(view, found('x'))).toBeNull();
});
