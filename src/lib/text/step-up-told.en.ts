/** Why more than a press is asked, and what a guardian is told: in a file of its own, because the worker takes it in. @module */
export const stepUpTold = {
  'stepUp.why.hourly': 'The market is moving fast: {base} swings by {percent} % an hour right now.',
  'stepUp.why.daily': 'The market moved a lot today: {base} swung by {percent} % within a day.',
  'stepUp.why.recipient': 'You have never sent anything to this recipient from here.',
  'stepUp.why.size': 'It is more than {times} times the most you sent at once lately, {largest}.',
  'stepUp.why.burst': 'You approved {count} transfers or grants within {minutes} minutes.',
  'stepUp.why.absence': 'Nothing was signed here for {days} days.',
  'stepUp.why.late': 'This came up after the request was shown. The page that explains says what it is.',
  'stepUp.why.hour': 'You have never signed anything at this hour of the day.',
  'co.ask.policy': 'Loosen a limit of this wallet, a day from now.',
  'co.ask.resume': 'Let a trading session at {venue} go on, asked by {site}.',
  'co.ask.to': 'To {recipient}.',
  'co.ask.session': 'Trade at {venue} without asking each time: {orders} orders, {budget} in all, until {until}.',
  'co.ask.from': 'From the account that ends with {last}, asked by {site}.',
} as const;
