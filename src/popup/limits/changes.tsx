/** Differences between two policies, line by line, in plain words. */
import type { Difference } from '../../policy/limits/document.ts';
import { Address } from '../components/address.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { type About, FIELDS, lineOf } from './differences.ts';
import { Value } from './parts.tsx';
import { labelOf, type Names, networkName, venueName, whose } from './words.ts';

/** What a limit is about: an account at a venue, a contract, a clock. */
export const Subject = ({ of, names }: { of: About; names: Names }) => {
  switch (of.kind) {
    case 'orders':
      return <b>{t('limits.at', { account: whose(of.account, names), venue: venueName(of.venue, names) })}</b>;
    case 'calls':
      return (
        <>
          <b>
            {t('limits.on.network', {
              account: whose(of.account, names),
              network: networkName(Number(of.chainId), names),
            })}
          </b>
          <small className="limits-contract">
            {of.contract === 'every' ? t('limits.everyContract') : <Address of={of.contract} />}
            {of.selector && <span> {t('limits.function', { selector: visible(of.selector) })}</span>}
          </small>
        </>
      );
    case 'hours':
      return <b>{t('limits.hoursOf', { account: whose(of.account, names) })}</b>;
    case 'money-out':
      return <b>{t('limits.moneyOut')}</b>;
  }
};

type Group = { about: About | null; lines: Difference[] };

/** Lines about the same thing stand together, in the order they came. */
const groupsOf = (differences: readonly Difference[]): Group[] => {
  const found = new Map<string, Group>();
  for (const difference of differences) {
    const about = lineOf(difference.path)?.about ?? null;
    const key = JSON.stringify(about);
    const group = found.get(key) ?? { about, lines: [] };
    group.lines.push(difference);
    found.set(key, group);
  }
  const place = ({ path }: Difference): number => {
    const line = lineOf(path);
    return line ? FIELDS.indexOf(line.field) : FIELDS.length;
  };
  for (const { lines } of found.values()) lines.sort((a, b) => place(a) - place(b));
  return [...found.values()];
};

const Line = ({ difference }: { difference: Difference }) => {
  const { path, before, after } = difference;
  const line = lineOf(path);
  const value = (raw: string | null) => {
    if (!line) return visible(raw ?? t('limits.notSet'));
    // The times of a span are its name: a document has it, or has it not.
    return <Value field={line.field} raw={raw !== null && line.field === 'span' ? (line.name ?? '') : raw} />;
  };
  return (
    <div data-testid="difference" data-path={path}>
      <dt>{line ? labelOf(line.field, line.name) : visible(path)}</dt>
      <dd>
        <strong className="exact">{value(after)}</strong>
        <span className="exact">
          {t('limits.before')} {value(before)}
        </span>
      </dd>
    </div>
  );
};

export const Changes = ({ differences, names }: { differences: readonly Difference[]; names: Names }) => (
  <ul className="limits-changes">
    {groupsOf(differences).map(({ about, lines }) => (
      <li key={JSON.stringify(about)}>
        <p className="limits-about">{about && <Subject of={about} names={names} />}</p>
        <dl className="ledger ledger-sm">
          {lines.map((difference) => (
            <Line key={difference.path} difference={difference} />
          ))}
        </dl>
      </li>
    ))}
  </ul>
);
