/** The page's elements and figures. @module */

/** @throws when the page has no such element: a slip in `index.html` */
export const byId = <T extends Element>(id: string, type: new () => T): T => {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} "${id}".`);
  return found;
};

/** Writes text only where it changed, so that a selection or a screen reader is not disturbed every second. */
export const say = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};

export const svg = (name: string, attributes: Record<string, string | number>, text?: string): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
};

/** `34826.5` becomes `34,826.5`, and a minus a real one. */
export const group = (decimal: string): string => {
  const [whole = '', rest] = decimal.split('.');
  return `${whole.replace('-', '−').replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${rest === undefined ? '' : `.${rest}`}`;
};

export const dollars = (decimal: string): string =>
  decimal.startsWith('-') ? `−$${group(decimal.slice(1))}` : `$${group(decimal)}`;

export const millions = (amount: number): string => `$${(amount / 1e6).toFixed(1)} M`;

export const arrow = (side: string): string => (side === 'long' ? '▲ Long' : '▼ Short');

export const short = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`;
