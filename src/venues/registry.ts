/** All adapters, and which of them a domain belongs to. @module */
/// <reference types="vite/types/importMeta.d.ts" />
import type { TypedData } from '../signing/typed-data.ts';
import type { Adapter, DomainRule } from './adapter.ts';
import { isContract, isExact } from './domain-rule.ts';

const files = import.meta.glob<Adapter>(['./adapters/*.ts', '!./adapters/*.test.ts'], {
  eager: true,
  import: 'adapter',
});

/** In the order of their file names. */
export const adapters: readonly Adapter[] = Object.keys(files)
  .sort()
  .flatMap((file) => files[file] ?? []);

/**
 * - `exact`: the venue's own domain, every field of it
 * - `changed`: its name and contract, but a version, network or form that Vouch does not know
 * - `look-alike`: its name on another contract, or almost its name
 */
export type DomainMatch =
  | { adapter: Adapter; fit: 'exact'; rule: DomainRule }
  | { adapter: Adapter; fit: 'changed' | 'look-alike' };

/** What people see of a name: compatibility forms, case, spaces, accents and letters that look alike do not count. */
const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll('|', 'l')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (c) => LOOKS_LIKE[c] ?? c)
    .replace(/[l1]/g, 'i')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');

/** Cyrillic, Greek, Armenian and Latin letters with a double in ASCII. */
const LOOKS_LIKE: Record<string, string> = Object.fromEntries(
  [...'аaеeоoрpсcхxуyіiјjѕsԁdкkтtмmнhвbһhӏlԛqԝwѵvαaοoρpνvτtκkιiυuօoıiɑaɡgłløođd'].flatMap((c, i, all) =>
    i % 2 === 0 ? [[c, all[i + 1] ?? c]] : [],
  ),
);

const fitOf = (rule: DomainRule, data: TypedData): DomainMatch['fit'] | null => {
  const { name, verifyingContract } = data.domain;
  if (name === undefined || folded(name) !== folded(rule.name)) return null;
  if (isExact(rule, data)) return 'exact';
  // Others use such a name too, but nobody needs letters that only look like it.
  if (rule.common && name.toLowerCase() === rule.name.toLowerCase()) return null;
  return isContract(rule, verifyingContract) && name === rule.name ? 'changed' : 'look-alike';
};

const RANK = ['exact', 'changed', 'look-alike'] as const;

/** The venue whose domain this is, or pretends to be. Null for a domain that Vouch does not know. */
export const matchDomain = (data: TypedData): DomainMatch | null => {
  const found: DomainMatch[] = [];
  for (const adapter of adapters)
    for (const rule of adapter.domains) {
      const fit = fitOf(rule, data);
      if (fit === 'exact') return { adapter, fit, rule };
      if (fit) found.push({ adapter, fit });
    }
  return found.sort((a, b) => RANK.indexOf(a.fit) - RANK.indexOf(b.fit))[0] ?? null;
};
