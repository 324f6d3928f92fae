/**
 * Who pays whom in a Blend order of several tokens: a code for each.
 * `Commands.sol` and `BebopTransfer.sol`, as they are verified at 0xbbbbbBB520d69a9775E85b458C58c648259FAD5F.
 * @module
 */
import { NotReadable } from '../adapter.ts';
import type { Side } from '../swap.ts';

/** `gives`, `gets`: what a taker pays, and what `receiver` is paid. `coins`: the wrapped coin among it is unwrapped. */
export type Flow = { taker: Side[]; maker: Side[]; gives: Side[]; gets: Side[]; coins: boolean };

/** Codes of what a maker pays; the contract knows no others. */
const TO_RECEIVER = 0;
const AS_COINS = 4;
const INTO_CONTRACT = 7;
/** Of what a maker is paid: it comes out of the contract, where another maker has left it, and not from the taker. */
const FROM_CONTRACT = 8;

type Part = { taker: Side[]; maker: Side[] };

/**
 * `commands` has a byte for each token of a maker, then for each that it is paid; then the same for the next maker.
 * @throws {NotReadable}
 */
export const commanded = (parts: readonly Part[], commands: string): Flow => {
  const codes = (commands.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const all = parts.flatMap(({ taker, maker }) => [
    ...maker.map((side) => ({ side, of: 'maker' as const })),
    ...taker.map((side) => ({ side, of: 'taker' as const })),
  ]);
  const coded = all.map((one, i) => ({ ...one, code: codes[i] ?? -1 }));
  const [makers, takers] = [coded.filter(({ of }) => of === 'maker'), coded.filter(({ of }) => of === 'taker')];
  if (codes.length !== all.length || makers.some(({ code }) => ![TO_RECEIVER, AS_COINS, INTO_CONTRACT].includes(code)))
    throw new NotReadable({ id: 'why.value', params: { field: 'commands', value: commands } });
  const sidesIn = (some: typeof coded): Side[] => some.map(({ side }) => side);
  return {
    taker: sidesIn(takers),
    maker: sidesIn(makers),
    gives: sidesIn(takers.filter(({ code }) => code !== FROM_CONTRACT)),
    gets: sidesIn(makers.filter(({ code }) => code !== INTO_CONTRACT)),
    coins: makers.some(({ code }) => code === AS_COINS),
  };
};
