/**
 * The one import of webextension-polyfill. On Chrome 148 and later it hands back the browser's own `browser`
 * namespace, so the types here are the native ones.
 * @module
 */
import polyfill from 'webextension-polyfill';

export const browser = polyfill as unknown as typeof chrome;
