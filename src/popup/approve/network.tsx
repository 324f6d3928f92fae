import type { NetworkOffer } from '../../approvals/record.ts';
import type { Note as NoteData, Row, Value } from '../../venues/reading.ts';
import { Ledger } from '../components/ledger.tsx';
import { t } from '../text.ts';
import { Foot } from './foot.tsx';
import { headlineOf, notesOf } from './layout.ts';
import { Everything, Headline, type LayoutProps, Notes } from './parts.tsx';

const exact = (text: string): Value => ({ type: 'exact', text });

/** What a site says of a network, each with what it would take the place of. */
const networkRows = (network: NetworkOffer, replaces: NetworkOffer | undefined): Row[] => {
  const row = (label: Row['label'], read: (offer: NetworkOffer) => string | undefined): Row[] => {
    const value = read(network);
    const before = replaces && read(replaces);
    if (value === undefined && before === undefined) return [];
    const changed = replaces && before !== value;
    return [
      {
        label,
        value: value === undefined ? { type: 'text', text: { id: 'approve.network.none' } } : exact(value),
        mark: 'said',
        ...(changed && {
          context: [
            {
              value: {
                type: 'text',
                text: { id: 'approve.network.before', params: { value: before ?? t('approve.network.none') } },
              },
              mark: 'unsigned',
            },
          ],
        }),
      },
    ];
  };
  return [
    ...row('approve.row.name', (offer) => offer.name),
    ...row('approve.row.chainId', (offer) => String(offer.chainId)),
    ...row('approve.row.coin', (offer) => offer.currency.symbol),
    ...row('approve.row.node', (offer) => offer.rpcUrl),
    ...row('approve.row.explorer', (offer) => offer.explorerUrl),
  ];
};

export const NetworkLayout = (props: LayoutProps) => {
  const { view } = props;
  const { subject } = view;
  if (subject.type !== 'add-network' && subject.type !== 'switch-network') return null;
  const add = subject.type === 'add-network';
  const notes: NoteData[] = [
    ...(add && subject.replaces ? [{ level: 'care', text: { id: 'approve.addNetwork.replaces' } } as const] : []),
    ...notesOf(view),
  ];
  const rows: Row[] = add
    ? networkRows(subject.network, subject.replaces)
    : [
        { label: 'approve.row.from', value: exact(subject.from.name), mark: 'unsigned' },
        { label: 'approve.row.toNetwork', value: exact(subject.to.name), mark: 'said' },
      ];
  return (
    <>
      <main>
        <section className="headline">
          <Headline text={headlineOf(view)} />
          <p className="muted">{t(add ? 'approve.addNetwork.lead' : 'approve.switchNetwork.lead')}</p>
        </section>
        <Notes notes={notes.filter((note) => note.level !== 'info')} />
        <Ledger rows={rows} />
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        <Everything view={view} fields={[]} onRejectAll={props.onRejectAll} />
      </main>
      <Foot {...props} approve={t(add ? 'approve.approve.addNetwork' : 'approve.approve.switchNetwork')} />
    </>
  );
};
