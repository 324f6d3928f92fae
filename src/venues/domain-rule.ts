/** Whether typed data is exactly what a rule of an adapter says, and who reads it. @module */
import { type Address, sameAddress } from '../signing/address.ts';
import type { TypedData } from '../signing/typed-data.ts';
import { type DomainRule, type Readers, sorted } from './adapter.ts';

export const isContract = ({ verifyingContracts: known }: DomainRule, contract: Address | undefined): boolean => {
  if (contract === undefined) return Array.isArray(known) && known.length === 0;
  return typeof known === 'function' ? known(contract) : known.some((one) => sameAddress(one, contract));
};

/** The venue's own domain, every field of it. */
export const isExact = (rule: DomainRule, { domain, domainType }: TypedData): boolean =>
  isContract(rule, domain.verifyingContract) &&
  domain.name === rule.name &&
  domain.version === rule.version &&
  domainType === rule.type &&
  (rule.chainIds === undefined || rule.chainIds.includes(Number(domain.chainId)));

export const readerOf = ({ readers, unordered = {} }: DomainRule, encodeType: string): Readers[string] | undefined => {
  if (Object.hasOwn(readers, encodeType)) return readers[encodeType];
  const any = sorted(encodeType);
  return Object.hasOwn(unordered, any) ? unordered[any] : undefined;
};
