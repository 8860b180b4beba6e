// What a hundred or a thousand times as much costs: each part measures one thing in a small shop and in a large one, in
// turns within one run, and says how much dearer it is. To add a part, add a line below.
import { resultOf, type Result } from './result.ts'
import type { Part } from './scale/part.ts'

const parts: Readonly<Record<string, () => Promise<Part>>> = {
  'scan to line, 1,000 and 100,000 products': async () =>
    (await import('./scale/till.ts')).scanToLine(),
  'sale, 1,000 and 1,000,000 products': async () =>
    (await import('./scale/hub.ts')).sale({ products: 1_000 }, { products: 1_000_000 }),
  'sale, 10,000 and 5,000,000 ledger rows': async () =>
    (await import('./scale/hub.ts')).sale({ movements: 10_000 }, { movements: 5_000_000 }),
}

export async function run(): Promise<Result> {
  const found: Record<string, Part> = {}
  for (const [name, part] of Object.entries(parts)) found[name] = await part()
  const held = Object.entries(found).flatMap(([name, part]) => [
    [`${name}: at most ${part.atMost} times`, part.ratio <= part.atMost] as const,
    ...Object.entries(part.held).map(([what, holds]) => [`${name}: ${what}`, holds] as const),
  ])
  const worst = Math.max(...Object.values(found).map(({ ratio }) => ratio))
  const unit = 'times as much in the large shop, the worst of all parts'
  return resultOf('scale', unit, worst, {}, {}, Object.fromEntries(held), { parts: found })
}
