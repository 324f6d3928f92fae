/**
 * A one-colour pattern of 7 x 7 from the 20 bytes of an address, mirrored: columns 0 to 3 are bits of the address.
 * Not a check: it is always shown with name and last four.
 */
export const sealPath = (address: string): string => {
  // FNV-1a over the lower-case text, stirred until every digit has reached every bit.
  let state = 0x811c9dc5;
  const stir = (byte: number) => {
    state = Math.imul(state ^ byte, 0x01000193) >>> 0;
    state ^= state >>> 13;
  };
  for (const digit of address.toLowerCase()) stir(digit.charCodeAt(0));
  let path = '';
  for (let x = 0; x < 4; x++)
    for (let y = 0; y < 7; y++) {
      stir(x * 7 + y);
      if (Math.imul(state, 0x9e3779b1) >>> 31 === 0) continue;
      path += `M${x} ${y}h1v1h-1z`;
      if (x < 3) path += `M${6 - x} ${y}h1v1h-1z`;
    }
  return path;
};

/** Always beside the name and the last four of its account. */
export const Seal = ({ address, small }: { address: string; small?: boolean }) => (
  <svg className={small ? 'seal seal-sm' : 'seal'} viewBox="0 0 7 7" aria-hidden="true">
    <path d={sealPath(address)} fill="currentColor" shapeRendering="crispEdges" />
  </svg>
);
