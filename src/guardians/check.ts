/** Which notices count under a manifest. @see docs/protocol.md#notice @module */
import * as v from 'valibot';
import { sameBytes } from '../lib/bytes.ts';
import { onPath } from './leaf.ts';
import { type Manifest, manifestHash, readManifest, SignedManifest, signerOf, verifies } from './manifest.ts';
import {
  BadNotice,
  type Notice,
  type NoticeBody,
  noticeHash,
  paperContext,
  readNotice,
  readRequest,
  requestId,
} from './notice.ts';
import { checkProof } from './proof.ts';

type Vote = Extract<NoticeBody, { leaf: unknown }>;
type Said = Exclude<NoticeBody, Vote>;

/** The manifest that a `change` announces. @throws {BadNotice} */
export const announced = (body: Extract<NoticeBody, { type: 'change' }>): SignedManifest => {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), SignedManifest), body.next);
  if (!read.success) throw new BadNotice('manifest');
  return read.output;
};

const checkRequest = ({ text, request }: Extract<NoticeBody, { type: 'approve' }>): void => {
  readRequest(text);
  if (!sameBytes(requestId(text), request)) throw new BadNotice('request');
};

const checkVote = (notice: Notice, body: Vote, manifest: Manifest): void => {
  const { leaf, path, type } = body;
  if (path.size !== manifest.n || !onPath(leaf, path, manifest.root)) throw new BadNotice('not a guardian');
  if (type === 'approve') checkRequest(body);
  if (leaf.approvalKey === null) {
    if (type !== 'approve') throw new BadNotice('paper has no vote');
    const x = leaf.x.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const context = paperContext(body.request, body.manifest);
    if (!notice.proof || !checkProof(manifest.commitments, x, context, notice.proof)) throw new BadNotice('proof');
    return;
  }
  if (leaf.kind === 'device' && (type === 'stop' || type === 'object' || type === 'agree'))
    throw new BadNotice('a device has no vote');
  checkSignature(notice, leaf.approvalKey);
};

const checkSaid = (notice: Notice, body: Said, manifest: Manifest): void => {
  const device = manifest.devices.find((one) =>
    sameBytes(body.type === 'change' ? one.identity : one.stop, body.device),
  );
  if (!device) throw new BadNotice('not a device');
  checkSignature(notice, body.device);
  if (body.type === 'alert' && body.until <= body.from) throw new BadNotice('not a notice');
  if (body.type === 'change' && !signerOf(announced(body), [device])) throw new BadNotice('manifest');
};

const checkSignature = ({ text, signature }: Notice, key: Uint8Array): void => {
  if (!signature || !verifies(signature, noticeHash(text), key)) throw new BadNotice('signature');
};

/** `evidence` is not looked at. @throws {BadNotice} with the reason */
export const checkNotice = (notice: Notice, signed: SignedManifest): NoticeBody => {
  const body = readNotice(notice);
  const manifest = readManifest(signed);
  if (!sameBytes(body.wallet, manifest.wallet)) throw new BadNotice('another wallet');
  if (!sameBytes(body.manifest, manifestHash(signed))) throw new BadNotice('another manifest');
  if ('leaf' in body) checkVote(notice, body, manifest);
  else checkSaid(notice, body, manifest);
  return body;
};
