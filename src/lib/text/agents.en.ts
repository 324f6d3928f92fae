/** The words of keys that the wallet holds at venues: what they sign, and what a site has to name for one. */
export const agents = {
  'headline.cancelAll': 'Cancel all your orders at {venue}',
  'headline.cancelAllIn': 'Cancel all your orders in {market} at {venue}',
  'headline.cancelAllAlgo': 'Cancel all your waiting orders (stop, take profit) at {venue}',
  'headline.changeOrder': 'Change an order in {market} at {venue}',

  'row.algoType': 'Kind of order',
  'row.clientOrder': 'Your number of the order',
  'row.level': 'Level in the book',
  'row.marginMode': 'Margin',
  'row.orderTag': 'Mark of an app',
  'row.quoteAmount': 'Amount to trade for',
  'row.slippageMost': 'Slippage at most',
  'row.tickAdjust': 'Price adjusted',
  'row.visibleSize': 'Shown in the book',

  'value.adjusted': 'one step behind the best price, so that it joins the book',
  'value.notAdjusted': 'as it is signed',
  'value.pegged': 'at the best price of the book at that moment',
  'value.wholeSize': 'all of it',

  'note.orderTag':
    'An app put its mark on this order. At Orderly such a mark can add a fee of the app. How much is not in it.',
  'note.replaces': 'It takes the place of the order {id}. What that one was is not in this signature.',

  'uncovered.orderlyAgain':
    'How often it counts. Nothing in it says once: Vouch does not know whether Orderly takes the same signature again in the minutes that it is valid.',
  'uncovered.orderlyAccount':
    'For which of your accounts there: the number of the account, or of a subaccount, is sent beside the signature.',

  'why.agentEnd': 'Vouch makes keys at {venue} that end between {least} minutes and {most} days from now.',
  'why.agentKey': 'At {venue} a key of the wallet’s own signs this, and there is none.',
  'why.agentWith': '{venue} needs {field} in "with".',
  'why.datedAhead':
    'It is dated ahead of now ({time} ms), so a site could hand it in later. A key that Vouch holds signs nothing of that kind.',
  'why.notTheSigner': 'It names {signer} as the one that signs, and {key} would.',
  'why.orderlyBatchReduce':
    'Orderly does not apply reduce_only to the orders of a batch: they could make a position larger.',
  'why.orderlyField': 'Orderly has no {field} for an order of the type {type}, or needs one.',
  'why.orderlyRequest': 'It is no order and no cancel of Orderly that Vouch knows.',
  'why.orderlyTime': 'It is dated {time} ms, which is not now. Orderly takes what is at most 5 minutes old.',

  'request.agent':
    'agent must be the address of a key that Vouch holds or, for orderly, its ed25519 key: ed25519:... or 0x and 64 hexadecimal digits.',
  'request.agentHere': 'Here the account signs. A key that Vouch holds signs through wallet_signVenueOrder alone.',
  'request.agentNeeded': 'At {venue} a key that Vouch holds signs orders: name it as agent.',
  'row.signedBy': 'Signed by',
  'value.keptHere': 'a key for trading that Vouch holds, not the account itself',
} as const;
