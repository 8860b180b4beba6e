// The permissions of a role as lines of text, and which of the lines are none.
import { isPermission } from '#users/rules.ts'

export type Rights = { readonly permissions: string[]; readonly wrong: string[] }

/** One permission a line or parted by spaces and commas, each once; what has not the form of one is named. */
export function readRights(text: string): Rights {
  const words = [...new Set(text.split(/[\s,،]+/).filter((word) => word !== ''))]
  return {
    permissions: words.filter(isPermission),
    wrong: words.filter((word) => !isPermission(word)),
  }
}
