/** Which manifest may follow which. @see docs/protocol.md#manifest @module */
import { sameBytes } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import { checkNotice } from './check.ts';
import { type Kind, leafHash } from './leaf.ts';
import { BadManifest, type Manifest, manifestHash, readManifest, type SignedManifest, signerOf } from './manifest.ts';
import { BadNotice, type Notice, readRequest, requestId } from './notice.ts';

/** Leaves (hexadecimal) with a valid approval of this request under this manifest. Others are passed over. */
const approvers = (approvals: Notice[], request: string, manifest: SignedManifest): Map<string, Kind> => {
  const id = requestId(request);
  const found = new Map<string, Kind>();
  for (const notice of approvals)
    try {
      const body = checkNotice(notice, manifest);
      if (body.type === 'approve' && sameBytes(body.request, id)) found.set(leafHash(body.leaf).join(), body.leaf.kind);
    } catch (error) {
      if (!(error instanceof BadNotice)) throw error;
    }
  return found;
};

const checkWarrant = (previous: SignedManifest, signed: SignedManifest, next: Manifest): void => {
  const { request, approvals } = signed.warrant ?? { request: '', approvals: [] };
  const device = deviceOf(request);
  const own = next.devices.filter(({ identity }) => sameBytes(identity, device));
  if (!signerOf(signed, own)) throw new BadManifest('the device of the request has not signed it');
  const kinds = [...approvers(approvals, request, previous).values()];
  if (kinds.length < readManifest(previous).t) throw new BadManifest('too few approvals');
  if (kinds.every((kind) => kind === 'paper')) throw new BadManifest('paper alone');
};

const deviceOf = (request: string): Uint8Array => {
  try {
    return readRequest(request).device;
  } catch (error) {
    throw error instanceof BadNotice ? new BadManifest('a request that cannot be read') : error;
  }
};

/**
 * The first manifest is signed by one of its own devices; each later one by a device of the one before, or by a new
 * device with a warrant. Versions only rise, and may leave out those that were stopped or contradicted. Says nothing
 * about when it takes effect: `watch.ts` does.
 * @throws {BadManifest} with the reason
 */
export const checkSuccession = (previous: SignedManifest | null, next: SignedManifest): void => {
  const manifest = readManifest(next);
  if (!previous) {
    if (manifest.version !== 1 || next.warrant) throw new BadManifest('not a first one');
    if (!signerOf(next, manifest.devices)) throw new BadManifest('signature');
    return;
  }
  const before = readManifest(previous);
  if (!sameBytes(manifest.wallet, before.wallet)) throw new BadManifest('another wallet');
  if (manifest.version <= before.version) throw new BadManifest('an old version');
  if (!manifest.previous || !sameBytes(manifest.previous, manifestHash(previous))) throw new BadManifest('previous');
  checkEpoch(before, manifest);
  if (next.warrant) checkWarrant(previous, next, manifest);
  else if (!signerOf(next, before.devices)) throw new BadManifest('signature');
};

/** A sharing has one number: another one has a higher one, at most one more for each manifest made. */
const checkEpoch = (before: Manifest, next: Manifest): void => {
  const same = toJson([before.n, before.commitments]) === toJson([next.n, next.commitments]);
  const rise = next.epoch - before.epoch;
  if (same ? rise !== 0 : rise < 1 || rise > next.version - before.version) throw new BadManifest('epoch');
};
