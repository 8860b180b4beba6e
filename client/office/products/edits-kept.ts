// Unpublished prices outlive a reload: kept on this device by price list. A damaged record is no record.
import type { Edits } from './price-edits.ts'

const keyOf = (listId: string | null) => `mizan.price-edits.${listId}`

export function keptEdits(storage: Storage, listId: string | null): Edits {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(listId)) ?? '[]')
    if (!Array.isArray(kept)) return new Map()
    return new Map(
      kept.filter(
        (each): each is [string, number] =>
          Array.isArray(each) && typeof each[0] === 'string' && Number.isSafeInteger(each[1]),
      ),
    )
  } catch {
    return new Map()
  }
}

/** A browser that refuses storage forgets them with the page. */
export function keepEdits(storage: Storage, listId: string | null, edits: Edits): void {
  try {
    if (edits.size === 0) storage.removeItem(keyOf(listId))
    else storage.setItem(keyOf(listId), JSON.stringify([...edits]))
  } catch {
    // Private windows may refuse; the edits still hold until the page closes.
  }
}
