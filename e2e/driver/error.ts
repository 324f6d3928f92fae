/** What the driver expected of Vouch and did not find. The message says what the screen shows instead. */
export class DriverError extends Error {
  override name = 'DriverError';
}
