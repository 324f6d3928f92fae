/** Limits of transactions to a contract, or to one function of it. */
import { AddressError, parseAddress } from '../../signing/address.ts';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../text.ts';
import { Editor, type Reader, type Shown } from './editor.tsx';
import { type CallRule, intended, putCalls, sameCalls } from './edits.ts';
import { Bound, Choose, ChooseAccount, Over } from './parts.tsx';
import { NOT_ONE, present, type Typed } from './typed.ts';
import { networkName } from './words.ts';

const MOST_ONLY = 200;

const readContract = (text: string): Typed<string> => {
  try {
    return { ok: parseAddress(text) };
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    const digits = /^0x[\da-fA-F]{40}$/.test(text);
    return { wrong: { id: digits ? 'limits.wrong.checksum' : 'limits.wrong.address' } };
  }
};
/** Empty: every contract. */
const readTarget = (text: string): Typed<string> => (text === '' ? { ok: 'every' } : readContract(text));
/** Addresses with anything between them; `none`: not one. */
const readOnly = (text: string): Typed<string[] | undefined> => {
  if (text === '') return { ok: undefined };
  if (text === NOT_ONE) return { ok: [] };
  const found: string[] = [];
  for (const one of text.split(/[\s,;]+/).filter((part) => part !== '')) {
    const read = readContract(one);
    if ('wrong' in read) return read;
    if (!found.includes(read.ok)) found.push(read.ok);
  }
  return found.length > MOST_ONLY ? { wrong: { id: 'limits.wrong.address' } } : { ok: found };
};
const readSelector = (text: string): Typed<string | undefined> => {
  if (text === '') return { ok: undefined };
  return /^0x[\da-fA-F]{8}$/.test(text) ? { ok: text.toLowerCase() } : { wrong: { id: 'limits.wrong.selector' } };
};

/** What the fields say. An error stands in `read.wrong`. */
export const callRuleOf = (read: Reader): CallRule => {
  const contract = read.taken('contract', readTarget(read.text('contract'))) ?? '';
  const selector = read.taken('selector', readSelector(read.text('selector')));
  const limits = present({
    only: read.taken('only', readOnly(read.text('only'))),
    coins: read.amount('coins'),
    allowance: read.amount('allowance'),
  });
  if (Object.keys(limits).length === 0 && Object.keys(read.wrong).length === 0)
    read.wrong.form = { id: 'limits.wrong.empty' };
  return {
    account: read.text('account'),
    chainId: Number(read.text('chainId')),
    contract,
    ...present({ selector }),
    over: read.text('over') === 'refuse' ? 'refuse' : 'ask',
    ...limits,
  };
};

/** @param rule null for a new one */
export const CallForm = ({ view, names, rule }: Shown & { rule: CallRule | null }) => {
  const [firstNetwork] = names.networks;
  const chainId = rule?.chainId ?? firstNetwork?.chainId ?? 1;
  const networks = [...new Set([...names.networks.map((one) => one.chainId), chainId])];
  return (
    <Editor
      view={view}
      names={names}
      title={t(rule ? 'limits.calls.edit' : 'limits.calls.new')}
      lead={t('limits.calls.lead')}
      verb={t('limits.save')}
      {...(rule && { remove: { verb: t('limits.remove'), edit: putCalls(rule, null) } })}
      take={(read) => {
        const next = callRuleOf(read);
        const taken = intended(view).calls.some((one) => sameCalls(one, next) && !(rule && sameCalls(one, rule)));
        if (taken) read.wrong.contract ??= { id: 'limits.wrong.taken' };
        return putCalls(rule, next);
      }}
    >
      {(wrong) => (
        <>
          <div className="limits-pair">
            <ChooseAccount names={names} chosen={rule?.account ?? 'every'} />
            <Choose
              name="chainId"
              label={t('limits.form.network')}
              choices={networks.map((id) => ({ value: String(id), label: networkName(id, names) }))}
              chosen={String(chainId)}
            />
          </div>
          <Field
            name="contract"
            label={t('limits.contract')}
            hint={t('limits.contract.hint')}
            placeholder={t('limits.everyContract')}
            maxLength={60}
            data-testid="limit-contract"
            defaultValue={rule?.contract === 'every' ? '' : rule?.contract}
            {...(wrong.contract && { error: t(wrong.contract) })}
          />
          <Field
            name="selector"
            label={t('limits.selector')}
            hint={t('limits.selector.hint')}
            placeholder={t('limits.selector.every')}
            maxLength={20}
            data-testid="limit-selector"
            defaultValue={rule?.selector}
            {...(wrong.selector && { error: t(wrong.selector) })}
          />
          <Field
            name="only"
            label={t('limits.only')}
            hint={t('limits.only.hint')}
            placeholder={t('limits.only.every')}
            maxLength={9000}
            data-testid="limit-only"
            defaultValue={rule?.only && (rule.only.length > 0 ? rule.only.join(', ') : NOT_ONE)}
            {...(wrong.only && { error: t(wrong.only) })}
          />
          <fieldset>
            <legend className="sr">{t('limits.form.limits')}</legend>
            <Bound name="coins" label={t('limits.coins')} defaultValue={rule?.coins} wrong={wrong.coins} />
            <Bound
              name="allowance"
              label={t('limits.allowance')}
              hint={t('limits.allowance.hint')}
              defaultValue={rule?.allowance}
              wrong={wrong.allowance}
            />
          </fieldset>
          <Over chosen={rule?.over ?? 'ask'} />
          <Note level="info">{t('limits.calls.unknown')}</Note>
        </>
      )}
    </Editor>
  );
};
