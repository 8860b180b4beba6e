// What a document is, told by its lines: goods sold, goods taken back, both in one ticket, or a whole sale undone.
import type { SaleBody, Tender } from '#sales/contract.ts'

export type SaleKind = 'sale' | 'return' | 'exchange' | 'reversal'

type Told = Pick<SaleBody, 'voidOf'> & {
  readonly lines: readonly Pick<SaleBody['lines'][number], 'quantityMilli'>[]
}

export function kindOf({ voidOf, lines }: Told): SaleKind {
  if (voidOf !== null) return 'reversal'
  const back = lines.some(({ quantityMilli }) => quantityMilli < 0)
  const sold = lines.some(({ quantityMilli }) => quantityMilli > 0)
  if (!back) return 'sale'
  return sold ? 'exchange' : 'return'
}

/** The account of stored value a tender was taken from or put on; null for the others. */
export function accountOf({ kind, reference }: Pick<Tender, 'kind' | 'reference'>): string | null {
  return kind === 'gift-card' || kind === 'store-credit' || kind === 'voucher' ? reference : null
}
