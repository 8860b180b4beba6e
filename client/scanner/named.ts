// Products by what a person types of their names, in either language. Pure; letters that look alike count as one.
import { fold } from '#shared/folding.ts'
import type { Names } from '../look/locale.ts'

export type Named = { sku: string; name: Names }

/** Those whose name has every typed word, at most `most`; nothing for fewer than two letters. */
export function namedLike(all: readonly Named[], typed: string, most: number): Named[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  if (words.join('').length < 2) return []
  const found: Named[] = []
  for (const each of all) {
    const text = fold(`${each.name.en} ${each.name.ar}`)
    if (words.every((word) => text.includes(word))) found.push(each)
    if (found.length === most) break
  }
  return found
}
