/** Which notices count under a manifest. @see docs/protocol.md#notice @module */
import type { SignedManifest } from './manifest.ts';
import { BadNotice, type Notice, type NoticeBody } from './notice.ts';

/** @throws {BadNotice} with the reason */
export const checkNotice = (_notice: Notice, _manifest: SignedManifest): NoticeBody => {
  throw new BadNotice('not a notice');
};
