import { describe, expect, it } from 'vitest';
import { afterLoss, type Member, type Planned, warnings } from './advice.ts';

const set = (kinds: string): Member[] =>
  [...kinds].map((letter, i) => ({
    id: String(i),
    kind: letter === 'P' ? 'person' : letter === 'D' ? 'device' : 'paper',
  }));
const said = (members: Planned[], t: number) =>
  warnings({ members, t }).map((one) => ('why' in one ? `${one.is}: ${one.why}` : `${one.is}: ${one.t} of ${one.n}`));

describe('what if I lose', () => {
  it('says how many more may go', () => {
    expect(afterLoss(set('PPPPP'), 3, [])).toEqual({ is: 'fine', left: 5, spare: 2 });
    expect(afterLoss(set('PPD'), 2, ['2'])).toEqual({ is: 'last', left: 2, spare: 0 });
    expect(afterLoss(set('PPD'), 2, ['2', '0'])).toEqual({ is: 'gone', left: 1, spare: 0 });
    expect(afterLoss(set('PPD'), 2, ['someone', '1'])).toEqual({ is: 'last', left: 2, spare: 0 });
  });

  it('pages alone bring nothing back', () => {
    expect(afterLoss(set('PFF'), 2, ['0'])).toEqual({ is: 'paper only', left: 2, spare: 0 });
    expect(afterLoss(set('PFF'), 2, [])).toEqual({ is: 'last', left: 3, spare: 0 });
    expect(afterLoss(set('PDFF'), 2, [])).toEqual({ is: 'fine', left: 4, spare: 1 });
  });

  it('agrees with trying every loss', () => {
    const works = (left: Member[], t: number) => left.length >= t && left.some(({ kind }) => kind !== 'paper');
    for (const kinds of ['PPD', 'PFF', 'PPFF', 'PFFF', 'PPPDF', 'FF', 'DDF'])
      for (let t = 2; t <= kinds.length; t++) {
        const all = set(kinds);
        const losses = Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((_m, i) => mask & (1 << i)));
        const smallest = Math.min(
          ...losses
            .filter(
              (lost) =>
                !works(
                  all.filter((m) => !lost.includes(m)),
                  t,
                ),
            )
            .map((l) => l.length),
        );
        expect(afterLoss(all, t, []).spare, `${t} of ${kinds}`).toBe(Math.max(0, smallest - 1));
      }
  });
});

describe('warnings', () => {
  it('the two sets that are recommended have none', () => {
    expect(said(set('PPD'), 2)).toEqual([]);
    expect(said(set('PPPPD'), 3)).toEqual([]);
  });

  it('what is refused', () => {
    expect(said(set('P'), 1)).toEqual(['refused: too few']);
    expect(said(set('PPP'), 1)).toEqual(['refused: threshold']);
    expect(said(set('PPP'), 4)).toEqual(['refused: threshold']);
    expect(said(set('P'.repeat(256)), 3)).toEqual(['refused: too many']);
  });

  it('what is typed', () => {
    expect(said(set('PPP'), 3)).toEqual(['typed: n of n', 'recommend: 2 of 3']);
    expect(said(set('PDD'), 2)).toEqual(['typed: no majority']);
    expect(said(set('PPPFF'), 2)).toEqual(['typed: paper reaches', 'recommend: 3 of 5']);
  });

  it('what is shared, and who guards whom', () => {
    const [a, b, c] = set('PPP');
    if (!a || !b || !c) throw new Error('unreachable');
    const plan: Planned[] = [
      { ...a, household: 'Elm Street 4', provider: 'x', guards: ['1', '2'], duties: 9 },
      { ...b, household: ' elm street 4', employer: '', guards: ['0'] },
      { ...c, employer: '', provider: 'X' },
    ];
    expect(warnings({ members: plan, t: 2 })).toEqual([
      { is: 'warn', why: 'household', ids: ['0', '1'] },
      { is: 'warn', why: 'provider', ids: ['0', '2'] },
      { is: 'warn', why: 'guards each other', ids: ['0', '1'] },
      { is: 'warn', why: 'guards many', ids: ['0'] },
    ]);
  });
});
