// What a till says of letting somebody in while it could not ask: kept as it happened, and compared with
// what the hub knows by now. The entries that follow are judged each by itself.
import { pinProofMs } from './rules.ts'
import { decides, type About } from '#kernel/decider.ts'
import { Problem } from '#kernel/problems.ts'
import { grants } from '#kernel/scope.ts'
import type { Id } from '#shared/ids.ts'
import { letIn, letInKind, pinMarks } from './pin-contract.ts'

/** The till's clock may be off by so much before its word is doubted. */
const OFF_MS = 600_000

type LetIn = { readonly personId: Id; readonly at: string; readonly provedAt: string }

/** Why the person should not have been let in, in words; null where nothing is known against it. */
function objectionTo({ personId, at, provedAt }: LetIn, about: About): string | null {
  if (!grants(about.permissions, letInKind.needs)) return `This needs ${letInKind.needs}`
  const mark = about.memory.get(pinMarks, personId)
  if (mark && provedAt <= mark.at) return `The PIN proved at ${provedAt} ended at ${mark.at}`
  const ageMs = Date.parse(at) - Date.parse(provedAt)
  return ageMs > pinProofMs + OFF_MS ? `The PIN was proved at ${provedAt}, too long before` : null
}

export const letInDecider = decides(
  letInKind,
  () => [],
  (body, draft, about) => {
    const objection = objectionTo(body, about)
    if (objection !== null && !body.offline) throw new Problem('forbidden', objection)
    if (objection !== null) draft.exception('not-permitted', objection)
    const { id, personId, provedAt, at } = body
    const { storeId, terminalId } = about
    const exceptions = draft.exceptions.map(({ code }) => code)
    draft.emit(letIn, storeId, { id, personId, terminalId, provedAt, at, exceptions })
    return { id }
  },
)
