/** The words of asking for more than a press, and of money that waits. @module */
export const stepUp = {
  'stepUp.why.hourly': 'The market is moving fast: {base} swings by {percent} % an hour right now.',
  'stepUp.why.daily': 'The market moved a lot today: {base} swung by {percent} % within a day.',
  'stepUp.why.recipient': 'You have never sent anything to this recipient from here.',
  'stepUp.why.size': 'It is more than {times} times the most you sent at once lately, {largest}.',
  'stepUp.why.burst': 'You approved {count} transfers or grants within {minutes} minutes.',
  'stepUp.why.absence': 'Nothing was signed here for {days} days.',
  'stepUp.why.hour': 'You have never signed anything at this hour of the day.',

  'stepUp.market.calm':
    '{base} is calm: it swung by {hour} % in the last hour and by {day} % in the last day. {source}',
  'stepUp.market.stressed':
    '{base} is stressed: it swung by {hour} % in the last hour and by {day} % in the last day. {source}',
  'stepUp.market.unknown': '{base} is not known: its feed has too few rounds, or old ones. {source}',
  'stepUp.market.off': 'Reference prices are off, so Vouch looks at no market.',
  'stepUp.market.noNode': 'No node is chosen for a network where the prices of ETH and BTC can be read.',

  'stepUp.ask.title': 'Vouch asks for more than a press',
  'stepUp.ask.password': 'Your password',
  'stepUp.ask.first': 'Type your password first',
  'stepUp.ask.guardian': '{name} is asked to say yes as well.',
  'stepUp.ask.waiting': 'No answer yet. This request waits up to 30 minutes.',
  'stepUp.ask.yes': '{name} said yes.',
  'stepUp.ask.no': '{name} said no. You can reject this, or call.',
  'stepUp.ask.firstGuardian': 'Your guardian has to say yes first',
  'stepUp.ask.loading': 'Asking what your guardian said',
  'stepUp.ask.page': 'Why Vouch asks',
} as const;
