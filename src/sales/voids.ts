// Lines taken out of a basket before it was paid for: kept, and told to whoever leads. No goods move
// and no money does. What went beyond the person's limit is kept as well, and said to have done so.
import { sumMinor } from '#shared/money.ts'
import { decides, type About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { approvalPermissions } from '#approvals/rules.ts'
import { Problem } from '#kernel/problems.ts'
import { grants } from '#kernel/scope.ts'
import { stores } from '#stores/contract.ts'
import { drawerWant, newestSession } from '#tills/service.ts'
import { saleKind } from './contract.ts'
import { VoidedLineRow } from './entities.ts'
import { objectionOf } from './objection.ts'
import { Permits, permitWants } from './permits.ts'
import { takenAsk, takenHash } from './taken-rules.ts'
import { saleVoided, saleVoidKind, type VoidBody } from './void-contract.ts'

export const voidDecider = decides(
  saleVoidKind,
  ({ approvals = [] }, about) => [
    drawerWant(about.storeId, about.terminalId),
    ...permitWants(approvals, about),
  ],
  (body, draft, about) => {
    judge(body, draft, about)
    const { storeId, terminalId } = about
    const session = newestSession(draft, storeId, terminalId)
    const cashSessionId = session?.openOn ? session.id : null
    const { id: voidId, basketId, personId, at, offline, whole, lines, reason } = body
    const common = { basketId, terminalId, personId, cashSessionId, at, whole, reason }
    for (const [position, line] of lines.entries()) {
      draft.insert(VoidedLineRow, { storeId, voidId, position, ...common, ...line })
    }
    draft.emit(saleVoided, storeId, {
      voidId,
      ...common,
      offline,
      lines,
      amountMinor: sumMinor(lines.map(({ amountMinor }) => amountMinor)),
      exceptions: draft.exceptions.map(({ code }) => code),
    })
    return { voidId }
  },
)

/**
 * Whose right it is must be known before anything is written in their name. How far it goes is noted and
 * never refused, online neither: the goods are out of the basket already, nobody waits for an answer, and
 * a refusal would only keep from the manager what there is to see.
 */
function judge(body: VoidBody, draft: Draft, about: About): void {
  const { id, personId, at, offline, lines, approvals = [] } = body
  const store = about.memory.get(stores, about.storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  const hashOf = (wanted: typeof ask) => takenHash(lines, store.currency, wanted, store.id)
  const claim = { id, personId, approvals, store, happenedAt: at, hashOf }
  const permits = new Permits(draft, claim, about, objectionOf(draft, true))
  const ask = takenAsk(lines)
  const needed = approvalPermissions[ask.kind]
  if (grants(about.permissions, needed)) return permits.need(ask)
  // Somebody else's word stands in for the permission, but only of a person who sells here.
  const mayAsk = grants(about.permissions, saleKind.needs)
  if (mayAsk && permits.use(ask).approvalId !== undefined) return
  objectionOf(draft, offline)('forbidden', `This needs ${needed}`)
}
