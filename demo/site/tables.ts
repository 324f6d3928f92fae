/** Positions, open orders and fills. Rows are kept and updated in place, so that a button does not vanish under a finger. @module */
import type { AccountView, OrderView, PositionView } from '../views.ts';
import { arrow, byId, dollars, group, say } from './dom.ts';

type Cell = { text: string; tone?: 'up' | 'down' };
type Row = { key: string; cells: Cell[]; action?: { word: string; name: string; testId: string; press: () => void } };

const makeRow = (key: string, heads: readonly string[], count: number, action: Row['action']) => {
  const row = document.createElement('tr');
  row.dataset.key = key;
  for (let i = 0; i < count; i++) {
    const cell = document.createElement('td');
    cell.dataset.th = heads[i] ?? '';
    // The value is one child of its own: on a phone the cell is a flex row of label and value.
    cell.append(document.createElement('span'));
    row.append(cell);
  }
  if (!action) return row;
  const cell = document.createElement('td');
  cell.className = 'act';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'small';
  button.textContent = action.word;
  cell.append(button);
  row.append(cell);
  return row;
};

const fill = (name: string, rows: readonly Row[]) => {
  const body = byId(name, HTMLTableSectionElement);
  const heads = [...(body.parentElement?.querySelectorAll('th') ?? [])].map((head) => head.textContent ?? '');
  const old = new Map([...body.rows].map((row) => [row.dataset.key, row]));
  const shown = rows.map(({ key, cells, action }) => {
    const row = old.get(key) ?? makeRow(key, heads, cells.length, action);
    cells.forEach(({ text, tone }, i) => {
      const value = row.cells[i]?.firstElementChild;
      if (!value) return;
      say(value, text);
      value.className = tone ?? '';
    });
    const button = row.querySelector('button');
    if (button && action) {
      button.dataset.testid = action.testId;
      button.ariaLabel = action.name;
      button.onclick = action.press;
    }
    return row;
  });
  if (shown.length !== body.rows.length || shown.some((row, i) => row !== body.rows[i])) body.replaceChildren(...shown);
  byId(`${name}-none`, HTMLElement).hidden = rows.length > 0;
  say(byId(`${name}-count`, HTMLElement), rows.length ? String(rows.length) : '');
};

const FORCE = { GTC: 'Until cancelled', IOC: 'Now or never', ALO: 'Post only' };

const signed = (result: string): Cell => {
  if (Number(result) === 0) return { text: '$0.00' };
  return result.startsWith('-')
    ? { text: `▼ ${dollars(result)}`, tone: 'down' }
    : { text: `▲ +${dollars(result)}`, tone: 'up' };
};

export const drawTables = (
  account: AccountView | null,
  close: (position: PositionView) => void,
  cancel: (order: OrderView) => void,
): void => {
  fill(
    'positions',
    (account?.positions ?? []).map((position, i) => ({
      key: `${position.market} ${position.side}`,
      cells: [
        { text: `${arrow(position.side)} ${position.market}` },
        { text: group(position.size) },
        { text: group(position.entry) },
        { text: group(position.mark) },
        { text: group(position.liquidation) },
        { text: `${dollars(position.margin)}, ${position.leverage}×` },
        signed(position.result),
      ],
      action: {
        word: 'Close',
        name: `Close ${position.side} ${position.market}`,
        testId: `close-${i}`,
        press: () => close(position),
      },
    })),
  );
  fill(
    'orders',
    (account?.orders ?? []).map((order, i) => ({
      key: order.orderId,
      cells: [
        { text: `${arrow(order.side)} ${order.market}${order.reduceOnly ? ', reduce only' : ''}` },
        { text: `${group(order.filled)} / ${group(order.size)}` },
        { text: group(order.limitPrice) },
        { text: FORCE[order.timeInForce] },
      ],
      action: {
        word: 'Cancel',
        name: `Cancel ${order.side} ${order.size} ${order.market} at ${order.limitPrice}`,
        testId: `cancel-${i}`,
        press: () => cancel(order),
      },
    })),
  );
  fill(
    'fills',
    (account?.fills ?? []).map((note, i, all) => ({
      key: String(all.length - i),
      cells: [
        { text: `${arrow(note.side)} ${note.market}${note.role === 'liquidation' ? ', liquidated' : ''}` },
        { text: group(note.size) },
        { text: group(note.price) },
        { text: dollars(note.fee) },
        { text: new Date(note.time).toLocaleTimeString('en-GB') },
      ],
    })),
  );
};
