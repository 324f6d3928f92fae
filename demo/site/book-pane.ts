/** The order book beside the chart. @module */
import type { Market } from '../markets.ts';
import type { BookView, LevelView } from '../views.ts';
import { byId, group, say, svg } from './dom.ts';

const asks = byId('asks', HTMLUListElement);
const bids = byId('bids', HTMLUListElement);
const last = byId('book-last', HTMLElement);
const spread = byId('spread', HTMLElement);
const base = byId('book-base', HTMLElement);

const row = () => {
  const item = document.createElement('li');
  const bar = svg('svg', { 'aria-hidden': 'true', preserveAspectRatio: 'none' });
  bar.append(svg('rect', { height: '100%' }));
  item.append(bar, document.createElement('span'), document.createElement('span'));
  return item;
};

const fill = (list: HTMLUListElement, levels: readonly LevelView[], deepest: number) => {
  while (list.children.length < levels.length) list.append(row());
  while (list.children.length > levels.length) list.lastElementChild?.remove();
  levels.forEach(({ price, size, depth }, i) => {
    const item = list.children[i];
    const [priceSpan, sizeSpan] = item?.querySelectorAll('span') ?? [];
    if (!(item instanceof HTMLElement) || !priceSpan || !sizeSpan) return;
    item.dataset.price = price;
    item.querySelector('rect')?.setAttribute('width', `${Math.round((depth / deepest) * 100)}%`);
    say(priceSpan, group(price));
    say(sizeSpan, group(size));
  });
};

export const drawBook = (market: Market, book: BookView, price: string): void => {
  const deepest = Math.max(1, ...[...book.long, ...book.short].map(({ depth }) => depth));
  // The best price of both sides stands next to the spread.
  fill(asks, [...book.short].reverse(), deepest);
  fill(bids, book.long, deepest);
  say(last, group(price));
  say(spread, `spread ${book.spread}`);
  say(base, market.base);
};

/** Calls back with the price of a level that was clicked. */
export const onLevel = (take: (price: string) => void): void => {
  for (const list of [asks, bids]) {
    list.addEventListener('click', ({ target }) => {
      const price = target instanceof Element ? target.closest('li')?.dataset.price : undefined;
      if (price) take(price);
    });
  }
};
