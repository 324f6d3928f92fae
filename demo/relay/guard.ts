/**
 * Who may read and write. The engine (@nostr-relay/core 0.0.40) guards kind 4 alone and pushes live events without
 * looking at tag filters, so that every reader of gift wraps would get everybody's. What stands here replaces both:
 * a mailbox is shown to the key it is addressed to, stored or live, and nothing else is kept at all.
 * @module
 */
import type {
  BeforeHandleEventPlugin,
  BroadcastPlugin,
  Client,
  ClientContext,
  Event,
  Filter,
  HandleMessagePlugin,
} from '@nostr-relay/common';
import { LARGEST_EVENT, sizeOf } from './messages.ts';
import { matches, recipientOf, type Store } from './store.ts';

const WRAP = 1059;
const DELETION = 5;
/** Events of one mailbox. */
const MOST_PER_MAILBOX = 2000;

export type Said = 'stored' | 'served' | 'deleted' | 'expired';
type Log = (what: Said, event: Event) => void;

export type Guard = HandleMessagePlugin &
  BeforeHandleEventPlugin &
  BroadcastPlugin & { gone: (client: Client) => void };

const asksOwnMailbox = (filter: Filter, mailbox: string): boolean =>
  filter.kinds?.length === 1 &&
  filter.kinds[0] === WRAP &&
  filter['#p'] !== undefined &&
  filter['#p'].length > 0 &&
  filter['#p'].every((one) => one === mailbox);

const refusal = (event: Event, store: Store): string | undefined => {
  if (event.kind === DELETION) return undefined;
  if (event.kind !== WRAP) return 'blocked: this relay keeps gift wraps (kind 1059) only';
  if (event.tags.filter(([name]) => name === 'p').length !== 1) return 'invalid: a gift wrap names one recipient';
  if (sizeOf(event) > LARGEST_EVENT) return `invalid: larger than ${LARGEST_EVENT} bytes`;
  if (store.count(recipientOf(event) ?? '') >= MOST_PER_MAILBOX) return 'blocked: this mailbox is full';
  return undefined;
};

export const createGuard = (store: Store, log: Log): Guard => {
  const open = new Map<Client, ClientContext>();
  return {
    handleMessage: async (ctx, message, next) => {
      open.set(ctx.client, ctx);
      if (message[0] !== 'REQ') return next();
      const [, sub, ...filters] = message;
      const { pubkey } = ctx;
      if (pubkey === undefined || !filters.every((filter) => asksOwnMailbox(filter, pubkey))) {
        const word = pubkey === undefined ? 'auth-required' : 'restricted';
        ctx.subscriptions.delete(sub); // a refused question does not leave an older one of that name open
        ctx.sendMessage(['CLOSED', sub, `${word}: gift wraps are shown to the mailbox they are addressed to`]);
        return;
      }
      const result = await next();
      if (result?.messageType === 'REQ') for (const event of result.events) log('served', event);
      return result;
    },

    beforeHandleEvent: (event) => {
      const message = refusal(event, store);
      return message === undefined ? { canHandle: true } : { canHandle: false, message };
    },

    // the engine's own broadcast, `next`, is the one that leaks
    broadcast: async (event) => {
      for (const ctx of open.values()) {
        if (!ctx.isOpen || ctx.pubkey === undefined || recipientOf(event) !== ctx.pubkey) continue;
        for (const [sub, filters] of ctx.subscriptions.entries()) {
          if (!filters.some((filter) => matches(filter, event))) continue;
          ctx.sendMessage(['EVENT', sub, event]);
          log('served', event);
        }
      }
    },

    gone: (client) => void open.delete(client),
  };
};
