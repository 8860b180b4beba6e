// What a till says of others in its store, in English: approvals, goods that are held, sales that are parked.
const of = {
  discount: 'A discount of {{amount}}, {{percent}} of the sale',
  'price-override': 'Prices lowered by {{amount}}, a line by {{percent}}',
  void: 'Taking back a sale of {{amount}}',
  'no-receipt-return': 'Giving back {{amount}} without the receipt or the way it was paid',
  credit: '{{amount}} beyond the customer’s credit limit',
  'hand-over': 'Taking over the drawer',
}

const ask = {
  title: 'Approval',
  of,
  alonePercent: 'You may go to {{percent}} alone.',
  aloneAmount: 'You may go to {{amount}} alone.',
  aloneNone: 'Your role does not do this alone.',
  needed: 'This needs an approval',
  none: 'The basket needs no approval any more.',
  reason: 'Reason',
  reasonHint: 'Whoever approves reads it',
  because: {
    regular: 'Regular customer',
    damaged: 'Damaged goods',
    promised: 'It was promised',
    elsewhere: 'Cheaper elsewhere',
  },
  request: 'Ask a manager',
  again: 'Ask again',
  here: 'With a PIN here',
  afar: 'Ask from afar instead',
  asking: 'Asking',
  waiting: 'Waiting for an answer',
  waitingFor: 'It is on the screen of {{names}}.',
  timeLeft: '{{left}} left',
  nobody: 'Nobody in this store may grant that much.',
  cancel: 'Take the request back',
  parkHint: 'Park the sale meanwhile; the request stays with it.',
  pinOf: 'Who approves',
  pin: 'PIN',
  pinGrant: 'Approve with this PIN',
  pinLeft_one: 'At most {{count}} attempt is left before the PIN pauses.',
  pinLeft_other: 'At most {{count}} attempts are left before the PIN pauses.',
  granted: '{{name}} approved it',
  grantedUntil: 'It holds for this basket, {{left}} more.',
  denied: '{{name}} refused it',
  void: 'The basket has changed since',
  voidDetail: 'The approval was for the basket as it was. Put it back, or ask again.',
  expired: 'Nobody answered in time',
  goOn: 'Go on',
  needsLink: 'Asking needs the link to the hub.',
  needsLinkDetail: 'The basket waits. Without the approval it can be sold within your own limits.',
  pay: 'Ask for an approval',
  payWaiting: 'Waiting for an approval',
  payDetail: 'Payment follows when it is there.',
}

const hold = {
  elsewhere: '<b>{{till}} holds it.</b> That till scanned it first; payment is blocked.',
}

export const together = { ask, hold }
