import { useState } from 'react';
import type { Note as NoteData } from '../../venues/reading.ts';
import { lastFour } from '../components/address.tsx';
import { Seal } from '../components/seal.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Cans } from './cans.tsx';
import { Foot } from './foot.tsx';
import { headlineOf, hostOf, isLookAlike, notesOf } from './layout.ts';
import { Everything, Headline, type LayoutProps, Notes } from './parts.tsx';

/** Who asks, big; which accounts it gets to see; what it can and cannot do with that. */
export const ConnectLayout = (props: LayoutProps) => {
  const { view } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(view.accounts.slice(0, 1).map((account) => account.address)),
  );
  const notes: NoteData[] = [
    ...(isLookAlike(view.origin)
      ? [{ level: 'care', text: { id: 'approve.connect.lookAlike', params: { host: hostOf(view.origin) } } } as const]
      : []),
    ...notesOf(view),
    ...(view.origin.startsWith('http://') ? [{ level: 'info', text: { id: 'approve.connect.http' } } as const] : []),
  ];
  const accounts = view.accounts.map((account) => account.address).filter((address) => chosen.has(address));
  const choose = (address: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(address);
    else next.delete(address);
    setChosen(next);
  };
  return (
    <>
      <main>
        <section className="headline">
          <Headline text={headlineOf(view)} className="t-2xl" />
        </section>
        <Notes notes={notes.filter((note) => note.level !== 'info')} />
        <fieldset className="group">
          <legend className="group-title">{t('approve.connect.accounts')}</legend>
          <ul className="list">
            {view.accounts.map((account) => (
              <li key={account.address} data-testid="account">
                <label className="item">
                  <input
                    type="checkbox"
                    className="check"
                    value={account.address}
                    checked={chosen.has(account.address)}
                    onChange={(event) => choose(account.address, event.target.checked)}
                  />
                  <Seal address={account.address} />
                  <span className="item-main">
                    <b>{visible(account.name)}</b>
                    <small>{t('approve.connect.ends', { last: lastFour(account.address) })}</small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <Cans
          can={[{ id: 'approve.connect.sees' }, { id: 'approve.connect.asks' }]}
          cannot={[{ id: 'approve.connect.noMove' }, { id: 'approve.connect.noOther' }]}
        />
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        <Everything view={view} fields={[]} onRejectAll={props.onRejectAll} />
      </main>
      <Foot
        {...props}
        onApprove={() => props.onApprove(accounts)}
        approve={t('approve.approve.connect')}
        first={accounts.length ? null : { id: 'approve.connect.first' }}
      />
    </>
  );
};
