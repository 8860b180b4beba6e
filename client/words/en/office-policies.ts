// What the back office says of the limits of roles, of PINs and of the policies of a store, in English.
export const officePolicies = {
  policiesOffice: {
    unreadable: 'Write a number, 0 or more',
    tolerance: 'A count may be off by, {{currency}}',
    toleranceHint: 'Beyond it a drawer is counted a second time before the difference is told',
    holdBelow: 'Hold goods when no more are left than',
    holdBelowHint: 'The last ones are held for the basket that took them first; 0 holds none',
    noReceipt: 'Goods that come back without a receipt',
    noReceiptHint: 'Beyond the limit of the role an approval is asked for',
    noReceipts: {
      refuse: 'are not taken',
      'store-credit': 'are paid in store credit',
      any: 'are paid as the customer wants',
    },
    lockAfter: 'Lock a till that nobody touches after, minutes',
    lockAfterHint:
      'The basket waits for a PIN; 0 never locks. It does not lock while money is being taken.',
    minutesUnreadable: 'Write whole minutes, 0 to 480',
    fourEyes: 'Whoever asks for an approval cannot give it',
  },
  limitsOffice: {
    title: 'How far the role goes alone',
    detail: 'Beyond it the till asks for an approval. 0 always asks.',
    unreadable: 'Write a number, 0 or more',
    discountPpm: 'Discount of a sale, {{unit}}',
    overridePpm: 'Lowering a price, {{unit}}',
    noReceiptMinor: 'Return without receipt, {{unit}}',
    voidMinor: 'Taken out or undone, {{unit}}',
    creditMinor: 'Over a customer’s limit, {{unit}}',
  },
  pinOffice: {
    set: 'Set a PIN',
    of: 'PIN of {{name}}',
    detail:
      'Four to eight digits that only {{name}} knows. It approves at a till and is never shown again.',
    pin: 'PIN',
    again: 'PIN again',
    present: 'Your password',
    differs: 'The two are not the same',
    short: 'Four to eight digits',
    done: '{{name}} has a new PIN',
  },
}
