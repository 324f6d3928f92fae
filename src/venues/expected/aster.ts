/** Aster. Ends are milliseconds; `nonce` is microseconds and no end. @module */
import { type Expectations, says } from './reading.ts';

/** Whom the vectors' messages name; their key is another's. */
const USER = '0x014c85ffb0fF2F2972237AA950B452f92C69Ae1D';

export const aster: Expectations = {
  // Whether of the spot or of the perpetual market, nothing signed says: it can open.
  'order-message-1666': says('open-long', { market: 'ASTERUSDT', side: 'long', size: '20', price: '0.5' }),
  'ApproveAgent-56': says(
    'grant-trade',
    { expiry: 1967945395, receiver: '0xC98Fd64eBc39E28b92849d9cCef9495663439014' },
    USER,
  ),
  // 0.00001 of an order is 0.001 %; a builder stays until it is taken off
  'ApproveBuilder-56': says('grant-fee', { size: '0.001%', expiry: 'never', receiver: USER }, USER),
  // It moves everything, and where to is not signed.
  'UserAssetMigrate-56': says('grant-everything', { receiver: 'not signed' }, USER),
  'withdraw-Action-spaces-in-field-names': says('withdraw', {
    market: 'ASTER',
    size: '1.23',
    receiver: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  }),
  // The same words sign in and make a key for the venue's interface.
  'login-create-api-key': says('grant-everything', { receiver: 'Aster' }),
};
