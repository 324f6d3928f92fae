declare module '*.css';
declare module 'webextension-polyfill';
/** True in a test build alone (`npm run build:test`): test clock and death hooks. Release builds drop what it guards. */
declare const __VOUCH_TEST__: boolean;
