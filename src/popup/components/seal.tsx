/** Of 49 cells: fewer look empty, more look like a block. */
const FEWEST = 12;
const MOST = 30;

/**
 * A one-colour pattern of 7 x 7 from the 20 bytes of an address, mirrored: columns 0 to 3 are bits of its hash.
 * A pattern with too few or too many cells is passed over for the next one of the same address.
 * Not a check: it is always shown with name and last four.
 */
export const sealPath = (address: string): string => {
  // FNV-1a over the lower-case text, each step stirred until every digit has reached every bit.
  let state = 0x811c9dc5;
  const stir = (byte: number) => {
    state = Math.imul(state ^ byte, 0x01000193);
    state = Math.imul(state ^ (state >>> 15), 0x9e3779b1);
    state ^= state >>> 13;
  };
  for (const digit of address.toLowerCase()) stir(digit.charCodeAt(0));
  for (let round = 0; ; round++) {
    const cells: string[] = [];
    for (let x = 0; x < 4; x++)
      for (let y = 0; y < 7; y++) {
        stir(round + x * 7 + y);
        if (state >>> 31 === 0) continue;
        cells.push(`M${x} ${y}h1v1h-1z`);
        if (x < 3) cells.push(`M${6 - x} ${y}h1v1h-1z`);
      }
    if (cells.length >= FEWEST && cells.length <= MOST) return cells.join('');
  }
};

/** Always beside the name and the last four of its account. */
export const Seal = ({ address, small }: { address: string; small?: boolean }) => (
  <svg className={small ? 'seal seal-sm' : 'seal'} viewBox="0 0 7 7" aria-hidden="true">
    <path d={sealPath(address)} fill="currentColor" shapeRendering="crispEdges" />
  </svg>
);
