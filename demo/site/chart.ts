/** Candles in SVG. The plot is stretched to its box, so everything with letters stands in its own picture beside it. @module */
import { type Market, priceText } from '../markets.ts';
import type { Candle } from '../prices.ts';
import { byId, group, say, svg } from './dom.ts';

const WIDTH = 600;
const HEIGHT = 300;
const LINES = 10;

const plot = byId('candles', SVGSVGElement);
const axis = byId('axis', SVGSVGElement);
const times = byId('times', SVGSVGElement);
const keyEntry = byId('key-entry', HTMLElement);

/** A round step that gives about so many lines. */
const roundStep = (range: number): number => {
  const rough = Math.max(1, range / LINES);
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
};

const clock = (time: number, minutes: number) => {
  const date = new Date(time);
  return minutes < 240
    ? date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
};

/** @param entry the price of the trader's own position, in ticks */
export const drawChart = (
  market: Market,
  candles: readonly Candle[],
  minutes: number,
  entry: number | undefined,
): void => {
  const last = candles.at(-1);
  if (!last) return;
  const high = Math.max(...candles.map((candle) => candle.high));
  const low = Math.min(...candles.map((candle) => candle.low));
  const pad = Math.max(2, (high - low) * 0.06);
  // Room below for the volumes.
  const top = high + pad;
  const bottom = low - pad * 3.5;
  const y = (ticks: number) => ((top - ticks) / (top - bottom)) * HEIGHT;
  const slot = WIDTH / candles.length;
  const most = Math.max(...candles.map((candle) => candle.volume));
  const inside = (ticks: number) => ticks < top && ticks > bottom;

  const paths: Record<string, string> = {
    grid: '',
    volumes: '',
    'wick-up': '',
    'wick-down': '',
    'up-body': '',
    'down-body': '',
  };
  const step = roundStep(top - bottom);
  const labels: SVGElement[] = [];
  for (let ticks = Math.ceil(bottom / step) * step; ticks < top; ticks += step) {
    paths.grid += `M0 ${y(ticks).toFixed(1)}H${WIDTH}`;
    if (Math.abs(y(ticks) - y(last.close)) > 14) {
      labels.push(svg('text', { x: 8, y: `${(y(ticks) / HEIGHT) * 100}%`, dy: 4 }, group(priceText(market, ticks))));
    }
  }
  candles.forEach(({ open, high: most_, low: least, close, volume }, i) => {
    const x = i * slot + slot / 2;
    const body = slot * 0.3;
    const up = close >= open ? 'up' : 'down';
    const [from, to] = [y(Math.max(open, close)), y(Math.min(open, close))];
    const tall = Math.max(1, to - from);
    paths[`wick-${up}`] +=
      `M${x} ${y(most_).toFixed(1)}V${from.toFixed(1)}M${x} ${to.toFixed(1)}V${y(least).toFixed(1)}`;
    paths[`${up}-body`] +=
      `M${(x - body).toFixed(1)} ${from.toFixed(1)}h${(2 * body).toFixed(1)}v${tall.toFixed(1)}h${(-2 * body).toFixed(1)}z`;
    const bar = (volume / most) * HEIGHT * 0.13;
    paths.volumes += `M${(x - body).toFixed(1)} ${HEIGHT}v${(-bar).toFixed(1)}h${(2 * body).toFixed(1)}v${bar.toFixed(1)}z`;
  });
  paths.last = `M0 ${y(last.close).toFixed(1)}H${WIDTH}`;
  if (entry !== undefined && inside(entry)) paths.entry = `M0 ${y(entry).toFixed(1)}H${WIDTH}`;
  plot.replaceChildren(...Object.entries(paths).map(([name, d]) => svg('path', { class: name, d })));
  const price = group(priceText(market, last.close));
  plot.setAttribute(
    'aria-label',
    `${market.base} price in ${minutes} minute steps. Now ${price}, low ${group(priceText(market, low))}, high ${group(priceText(market, high))}.`,
  );

  const at = `${(y(last.close) / HEIGHT) * 100}%`;
  axis.replaceChildren(
    ...labels,
    svg('rect', { class: 'flag', x: 0, y: at, width: '100%', height: 20, transform: 'translate(0 -10)' }),
    svg('text', { class: 'flag-text', x: 8, y: at, dy: 4 }, price),
  );
  const marks = [0.06, 0.28, 0.5, 0.72, 0.94];
  times.replaceChildren(
    ...marks.map((part) =>
      svg(
        'text',
        { x: `${part * 100}%` },
        clock(candles[Math.floor(part * candles.length)]?.time ?? last.time, minutes),
      ),
    ),
  );
  keyEntry.hidden = entry === undefined;
  const words = keyEntry.querySelector('span');
  if (words && entry !== undefined) say(words, `your entry ${group(priceText(market, entry))}`);
};
