// How the parts of the screen call a tender of a sale.
import type { Tender } from '#sales/contract.ts'
import type { TenderKind } from '../ui/tenders.ts'

export const shownKind = (kind: Tender['kind']): TenderKind =>
  kind === 'on-account' ? 'account' : kind
