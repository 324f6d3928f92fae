/** The venue's log: what it was asked, who signed it, and what came of it. The evidence from outside the wallet. @module */
import type { Address, Hex } from 'viem';
import type { Cancel, CancelAll, Order } from './schema.ts';

/** One line of the venue's log. `recovered` is who signed, computed from the signature alone. */
export type LogEntry = {
  time: number;
  kind: 'order' | 'cancel' | 'cancelAll' | 'fill' | 'expired' | 'dropped' | 'liquidation';
  accepted: boolean;
  account?: Address;
  recovered?: Address;
  orderId?: Hex;
  order?: Order;
  cancel?: Cancel;
  cancelAll?: CancelAll;
  signature?: Hex;
  /** What became of an accepted order at once. */
  status?: OrderStatus;
  /** Lots filled at once (order) or by this fill, in base units, and at what price. */
  filled?: string;
  price?: string;
  fee?: string;
  code?: string;
  message?: string;
};

export type OrderStatus =
  | 'filled'
  | 'resting'
  | 'partly filled, rest resting'
  | 'partly filled, rest cancelled'
  | 'cancelled';

export type OrderAnswer = { orderId: Hex; status: OrderStatus; filled: string; price: string | null };

/** `write` adds a line, which may still be completed until `tell` calls the listeners for every line they have not seen. */
export const createLog = () => {
  const lines: LogEntry[] = [];
  const listeners = new Set<(entry: LogEntry) => void>();
  let told = 0;
  return {
    /** Oldest first. */
    entries: lines as readonly LogEntry[],
    /** Calls back for every new line; returns how to stop. */
    onLine: (listener: (entry: LogEntry) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: (entry: LogEntry) => lines.push(entry),
    tell: () => {
      const news = lines.slice(told);
      told = lines.length;
      for (const entry of news) for (const listener of listeners) listener(entry);
    },
  };
};
