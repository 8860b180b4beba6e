// The amounts of cash a customer is likely to hand over: the next whole note up, then the next plausible ones.
import { exponentOf } from '../look/decimals.ts'
import { notesOf } from '../look/notes.ts'

const common: readonly number[] = [5, 10, 20, 50, 100]

/** Up to `most` amounts in minor units above `dueMinor`, ascending; empty when nothing is due. */
export function quickTenders(dueMinor: number, currency: string, most = 3): number[] {
  if (dueMinor <= 0) return []
  const one = 10 ** exponentOf(currency)
  const sizes = (notesOf(currency) ?? common).map((note) => note * one)
  const found = new Set<number>()
  for (const size of sizes) {
    const amount = Math.ceil(dueMinor / size) * size
    if (amount > dueMinor) found.add(amount)
  }
  // Few candidates are left under a round sum: people then add one more of the largest note.
  const largest = sizes.at(-1) ?? one
  let top = Math.max(dueMinor, ...found)
  while (found.size < most) {
    top = Math.floor(top / largest) * largest + largest
    found.add(top)
  }
  return [...found].toSorted((a, b) => a - b).slice(0, most)
}
