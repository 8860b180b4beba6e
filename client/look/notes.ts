// The banknotes of currencies, in whole units, smallest first. Coins are not among them.
const notes: Readonly<Record<string, readonly number[]>> = {
  EGP: [5, 10, 20, 50, 100, 200],
  GBP: [5, 10, 20, 50],
  EUR: [5, 10, 20, 50, 100],
  USD: [1, 5, 10, 20, 50, 100],
  SAR: [5, 10, 50, 100, 500],
  AED: [5, 10, 20, 50, 100, 200, 500],
  KWD: [1, 5, 10, 20],
  JPY: [1000, 5000, 10_000],
}

/** Undefined for a currency whose notes are not known here. */
export function notesOf(currency: string): readonly number[] | undefined {
  return notes[currency]
}
