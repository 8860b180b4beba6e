// What the two doors of the app say: signing in, and making a device a terminal. In English.
export const door = {
  door: {
    basketKept: 'An open basket stays on this device.',
    nothingChanged: 'Nothing was changed.',
    tryAgain: 'Type it again, or ask a manager.',
    whenBack: 'Try again when the link is back.',
    ended: 'You were signed out',
    signAgain: 'Sign in to go on.',
    device: 'This device is {{terminal}}.',
  },
  pair: {
    title: 'Pair this device',
    detail:
      'A manager makes a code for a till or a scanner in the back office, under Terminals. The code says what this device becomes.',
    code: 'Pairing code',
    codeHint: 'Eight letters and digits; it works once',
    pair: 'Pair',
    replace: 'Pair again',
    already: 'This device is {{terminal}} already. Another code makes it something else.',
    waiting_one: '{{count}} sale is not at the hub yet; it stays on this device.',
    waiting_other: '{{count}} sales are not at the hub yet; they stay on this device.',
    stay: 'Leave it as it is',
    refused: 'The code was not taken: {{why}}',
    kept: 'This device is what it was before.',
    newCode: 'Ask for a new code: each works once, and for fifteen minutes.',
    insecure:
      'This address is not secure (no https). A till paired here sells only while the link is live, because the browser gives it no key and no storage of its own.',
  },
}
