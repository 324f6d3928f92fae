/** Who can bring the wallet back, said in sentences. @module */
import type { Text } from '../../lib/text.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

/** More names than this are a number: nobody reads ten names to learn how many are enough. */
const NAMED = 5;

/** `Ana, Ben and My laptop` */
export const listed = (names: readonly string[]): string => {
  const shown = names.map(visible);
  const last = shown.pop() ?? '';
  return shown.length ? t('protect.and', { first: shown.join(', '), last }) : last;
};

/**
 * What `need` of these people means.
 * @returns the first sentence, and the second: what has to be lost until nobody can help
 */
export const whoCan = (names: readonly string[], need: number): [Text, Text] => {
  const n = names.length;
  if (n === 0) return [{ id: 'protect.sentence.nobody' }, { id: 'protect.sentence.empty' }];
  const params = { t: String(need), n: String(n), people: listed(names) };
  if (n < need || n < 2)
    return [
      { id: 'protect.sentence.nobody' },
      { id: 'protect.sentence.few', params: { ...params, k: String(Math.max(need, 2) - n) } },
    ];
  const many = n > NAMED;
  return [
    n === need
      ? { id: many ? 'protect.sentence.allOf' : 'protect.sentence.all', params }
      : { id: many ? 'protect.sentence.anyOf' : 'protect.sentence.any', params },
    { id: 'protect.sentence.lose', params: { k: String(n - need + 1) } },
  ];
};
