/**
 * Orders whose type and reduce-only travel beside the signature (Derive, Aevo): neither is "off", they are open, and no
 * sentence says otherwise.
 * @module
 */
import type { TextId } from '../../lib/text.ts';
import { type Card, row, words } from '../adapter.ts';
import type { Row } from '../reading.ts';

const SENTENCES: Readonly<Record<string, TextId>> = {
  'order.openLong.limit.now': 'headline.openLong.limit',
  'order.openLong.any.now': 'headline.openLong.any',
  'order.openShort.limit.now': 'headline.openShort.limit',
  'order.openShort.any.now': 'headline.openShort.any',
  'order.buy.limit.now': 'headline.buy.limit',
  'order.sell.limit.now': 'headline.sell.limit',
};

const isOpen = ({ label }: Row): boolean => label === 'row.orderType' || label === 'row.reduceOnly';

/** @param card of one order that starts at once */
export const leaveOpen = (card: Card): Card => ({
  ...card,
  headline: { ...card.headline, id: SENTENCES[card.headline.id] ?? card.headline.id },
  rows: card.rows.map((one) => (isOpen(one) ? row(one.label, words('value.notSigned'), 'unsigned') : one)),
});
