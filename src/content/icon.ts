/** The mark of `public/icons/logo.svg` as a data URI, for EIP-6963. */
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#fff"/><g fill="none" stroke-width="4" stroke-linecap="round"><path d="M5.500 11 10.500 18" stroke="#10131a"/><path d="M10.500 18 18.500 6" stroke="#2140c8"/></g></svg>';

export const icon = `data:image/svg+xml,${encodeURIComponent(svg)}`;
