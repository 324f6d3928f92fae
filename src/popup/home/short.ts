/** `0x7a3f…c21e`: beside a name, never where an address is confirmed. */
export const short = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`;

/** A site as people name it: without the scheme when that is https. */
export const siteName = (origin: string): string => origin.replace(/^https:\/\//, '');
