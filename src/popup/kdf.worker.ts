/**
 * Stretches one password with Argon2id and is ended after it (`stretch.ts`). It has no network, no storage, no other
 * context to talk to. The password arrives as text and leaves as a key; nothing here keeps either.
 * @module
 */
import '../lib/harden.ts';
import './cut-off.ts';
import { argon2id } from '@noble/hashes/argon2.js';
import { utf8 } from '../lib/bytes.ts';
import type { Kdf } from '../messaging/ui-lane.ts';

export type Job = { password: string; kdf: Kdf };
/** `ms`: how long Argon2id itself took. */
export type News = { done: number } | { key: Uint8Array; ms: number };

const STEP = 0.05;

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  const { salt, m, t, p } = data.kdf;
  const say = (news: News) => postMessage(news);
  let told = 0;
  const onProgress = (done: number) => {
    if (done - told < STEP) return;
    told = done;
    say({ done });
  };
  const started = performance.now();
  const key = argon2id(utf8(data.password.normalize('NFKD')), salt, { m, t, p, dkLen: 32, onProgress });
  say({ key, ms: performance.now() - started });
});
