/** What the rules say of a request (`policy/`), besides those in `reading.en.ts`. */
export const rules = {
  'rule.allSubaccounts':
    'This permission reaches all your subaccounts, also those you open later. The venue lets it name the ones it is for.',
  'rule.keyDerivationForeign':
    'This signature is a private key for {venue}, and {site} is not a site of {venue} that Vouch knows. Whoever gets it controls what you hold there.',
  'rule.keyDerivationUnknown':
    'This signature is a private key for {venue}. Vouch does not know which sites belong to {venue}, so it cannot say whether {site} does.',
  'rule.hashMessage': 'These 32 bytes are a hash. It may stand for anything, so Vouch does not sign it as a message.',
  'rule.otherReceiver': 'It pays out to {addresses}, which is not your account. It cannot be taken back.',
  'rule.extremePrice': 'A price of {price} bounds nothing. It fills at whatever the market gives.',
  'rule.worsePrice': 'Its price is more than 5% worse than the reference, {price} ({source}).',
  'rule.tenfoldPrice':
    'Its price is ten times as high or as low as the reference, {price} ({source}). A decimal point may be wrong.',
  'rule.unknownMarket':
    'Vouch does not know this market or its decimals, so no limit of yours can be checked. Compare it with what the site shows.',
  'rule.noStopLoss': 'It has no stop loss ({what}). The venue takes one with the order.',
  'rule.hiddenParameters':
    'A part of this is only here as a hash ({what}). What stands behind it can move tokens, and nobody can read it from here.',
  'rule.hooks': 'Other code can run along with it ({what}). Vouch cannot say what that would do.',
} as const;
