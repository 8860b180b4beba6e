// Changing the person at a shared till by a PIN, in English.
export const switchWords = {
  switchOver: {
    title: 'Who is at the till?',
    act: 'Somebody else at the till',
    withPin: 'With a PIN',
    enter: 'Go on as {{name}}',
    others: 'Somebody else',
    nobody: 'Nobody can be let in here without the link.',
    nobodyNext: 'Sign in when it is back. What is on this device stays.',
    alone:
      'Without the link this till lets in whoever typed their PIN here in the last three days.',
    wrong: 'The PIN is wrong.',
    left_one: 'One attempt is left before this till forgets {{name}}.',
    left_other: '{{count}} attempts are left before this till forgets {{name}}.',
    wait: 'After a wrong one the till waits. It looks at the next in {{age}}.',
    gone: 'This till does not let {{name}} in without the link any more. Sign in when it is back.',
    byPassword: '{{name}} signs in with the password and a code.',
    lock: 'Lock the till',
    locked: 'Locked',
    lockedBy: '{{name}} was at this till last. The basket waits.',
    again: 'The link is back',
    againDetail:
      'This till let {{name}} in by itself. For what comes now the hub needs the PIN once more. Basket and receipts are untouched.',
    password: 'Sign in with the password',
    first: 'The PIN is needed first',
  },
}
