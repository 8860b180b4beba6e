// Categories in the order of their tree: each under its parent, by position. One whose parent is unknown stands at the top.
import type { Category } from '#catalog/contract.ts'

export function inTree(categories: readonly Category[]): Category[] {
  const known = new Set(categories.map(({ id }) => id))
  const under = Map.groupBy(categories, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  )
  const placed: Category[] = []
  const seen = new Set<string>()
  const place = (parentId: string | null) => {
    const children = under.get(parentId) ?? []
    for (const child of children.toSorted((a, b) => a.position - b.position)) {
      if (seen.has(child.id)) continue
      seen.add(child.id)
      placed.push(child)
      place(child.id)
    }
  }
  place(null)
  // A circle hangs from nothing; it is shown all the same, so that someone can open it.
  return [...placed, ...categories.filter(({ id }) => !seen.has(id))]
}

/** Whether a category may hang under another: not under itself nor under what hangs from it. */
export function mayHangUnder(id: string, parentId: string, all: readonly Category[]): boolean {
  const byId = new Map(all.map((each) => [each.id, each]))
  let at: string | null = parentId
  for (let steps = 0; at !== null && steps <= all.length; steps += 1) {
    if (at === id) return false
    at = byId.get(at)?.parentId ?? null
  }
  return true
}
