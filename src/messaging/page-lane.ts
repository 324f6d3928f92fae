/**
 * The page lane: what a content bridge may ask the worker, and what the worker pushes to it. Nothing in a message says
 * who sent it: origin, tab and document come from the browser.
 * @module
 */

/** An EIP-1193 / EIP-1474 error as a page sees it. */
export type RpcError = { code: number; message: string; data?: unknown };
export type Outcome = { result: unknown } | { error: RpcError };

/** method -> [params, result] */
export type PageLane = {
  /**
   * One EIP-1193 request. `params` is the JSON text of the page's params, byte for byte. Sending the same `id` again from
   * the same document is the same request. `accepted`: a person decides, the outcome is pushed later.
   */
  request: [{ id: string; method: string; params: string }, Outcome | { accepted: true }];
  /** After BFCache, or when an answer is overdue: push again whatever is decided for this document. */
  resume: [{ ids: string[] }, { unknown: string[] }];
  /** The document goes away for good. */
  gone: [Record<string, never>, null];
};

export type PageMessage = {
  [M in keyof PageLane]: { lane: 'page'; method: M; params: PageLane[M][0] };
}[keyof PageLane];

/** Worker to bridge. */
export type PagePush =
  | { push: 'outcome'; id: string; outcome: Outcome }
  | { push: 'event'; event: 'accountsChanged'; data: string[] }
  | { push: 'event'; event: 'chainChanged'; data: string }
  /** EIP-1193 `message`: a session changed, or something signed that the page has to send to its venue. */
  | { push: 'event'; event: 'message'; data: { type: 'vouch_session' | 'vouch_venueRequest'; data: unknown } };

/** Between the provider in the page's world and the bridge, over `window.postMessage`. */
export type ProviderMessage =
  | { vouch: 'request'; id: string; method: string; params: string }
  | { vouch: 'answer'; id: string; outcome: Outcome }
  | { vouch: 'event'; event: string; data: unknown }
  /** The person wants Vouch as `window.ethereum`. */
  | { vouch: 'take' };

/** The key in `storage.local` of the one setting that the bridge reads itself, without waking the worker. */
export const TAKE_WINDOW_ETHEREUM = 'takeWindowEthereum';
