// Lines taken out of a basket before it was paid for: kept, and told to whoever leads. No goods move
// and no money does.
import { sumMinor } from '#shared/money.ts'
import { decides } from '#kernel/decider.ts'
import { approvalPermissions } from '#approvals/rules.ts'
import { grants } from '#kernel/scope.ts'
import { drawerWant, newestSession } from '#tills/service.ts'
import { VoidedLineRow } from './entities.ts'
import { objectionOf } from './objection.ts'
import { saleVoided, saleVoidKind } from './void-contract.ts'

export const voidDecider = decides(
  saleVoidKind,
  (_body, about) => [drawerWant(about.storeId, about.terminalId)],
  (body, draft, about) => {
    const object = objectionOf(draft, body.offline)
    const needed = approvalPermissions.void
    if (!grants(about.permissions, needed)) object('forbidden', `This needs ${needed}`)
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
    })
    return { voidId }
  },
)
