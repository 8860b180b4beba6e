// A tax of one or several parts as it is typed, and what it becomes when it is sent. Rates stay text until they are read.
import { formatDecimal } from '#shared/decimal.ts'
import { newId } from '#shared/ids.ts'
import { WHOLE_PPM } from '#shared/money.ts'
import type { TaxCategory } from '#shared/tax.ts'
import type { Tax, TaxPart, TaxPosition } from '#stores/contract.ts'
import type { Names } from '../../look/locale.ts'
import { bothNames } from '../parts/both-names.ts'
import { PERCENT_PLACES, readPercent } from '../parts/typed.ts'

export const taxCategories = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const
export const MOST_PARTS = 5

export type PartDraft = { key: string; name: Names; category: TaxCategory; rate: string }
export type TaxDraft = { name: Names; parts: readonly PartDraft[]; reason: string }
export type PartFault = 'rate' | 'twice'

const noName: Names = { en: '', ar: '' }

export const newPart = (): PartDraft => ({
  key: newId(Date.now()),
  name: noName,
  category: 'S',
  rate: '',
})

export function taxDraftOf(tax: Tax | null): TaxDraft {
  if (!tax) return { name: noName, parts: [newPart()], reason: '' }
  // A part that is called as the whole goes on being called so when the whole gets another name.
  const own = (name: Names) => name.en !== tax.name.en || name.ar !== tax.name.ar
  const parts = tax.parts.map(({ name, category, ratePpm }, at) => ({
    key: String(at),
    name: own(name) ? name : noName,
    category,
    rate: formatDecimal(ratePpm, PERCENT_PLACES, 0),
  }))
  return { name: tax.name, parts, reason: tax.exemptionReason ?? '' }
}

function ratePpmOf({ category, rate }: PartDraft): number | undefined {
  if (category !== 'S') return 0
  const read = readPercent(rate)
  return read !== undefined && read >= 0 && read <= WHOLE_PPM ? read : undefined
}

/** What is wrong with a part among the others; undefined where nothing is. */
export function partFault(part: PartDraft, parts: readonly PartDraft[]): PartFault | undefined {
  const ratePpm = ratePpmOf(part)
  if (ratePpm === undefined) return 'rate'
  const same = parts.some(
    (other) =>
      other.key !== part.key && other.category === part.category && ratePpmOf(other) === ratePpm,
  )
  return same ? 'twice' : undefined
}

/** Whether there is a part that is not taxed, which the law wants a reason for. */
export const needsReason = ({ parts }: TaxDraft): boolean =>
  parts.some(({ category }) => category !== 'S')

/** What is sent; undefined while something is missing. A part without a name bears the name of the whole. */
export function taxOf(draft: TaxDraft): Omit<Tax, 'id'> | undefined {
  const name = bothNames(draft.name)
  if (!name || draft.parts.length === 0) return undefined
  if (draft.parts.some((part) => partFault(part, draft.parts))) return undefined
  const parts = draft.parts.map((part): TaxPart => ({
    name: bothNames(part.name) ?? name,
    category: part.category,
    ratePpm: ratePpmOf(part) ?? 0,
  }))
  const reason = draft.reason.trim()
  return { name, parts, exemptionReason: needsReason(draft) && reason !== '' ? reason : null }
}

export type MapDraft = { key: string; fromTaxId: string | null; toTaxId: string | null }
export type PositionDraft = { name: Names; map: readonly MapDraft[] }
export type MapFault = 'same' | 'twice'

export const newMapping = (): MapDraft => ({
  key: newId(Date.now()),
  fromTaxId: null,
  toTaxId: null,
})

export function positionDraftOf(position: TaxPosition | null): PositionDraft {
  if (!position) return { name: noName, map: [newMapping()] }
  const map = position.map.map((each) => ({ ...each, key: each.fromTaxId }))
  return { name: position.name, map }
}

export function mapFault(row: MapDraft, map: readonly MapDraft[]): MapFault | undefined {
  const { key, fromTaxId, toTaxId } = row
  if (fromTaxId === null) return undefined
  if (fromTaxId === toTaxId) return 'same'
  return map.some((other) => other.key !== key && other.fromTaxId === fromTaxId)
    ? 'twice'
    : undefined
}

/** What is sent; undefined while a row is half chosen or wrong. A position may map nothing. */
export function positionOf(draft: PositionDraft): Omit<TaxPosition, 'id'> | undefined {
  const name = bothNames(draft.name)
  if (!name) return undefined
  const map = draft.map.flatMap(({ fromTaxId, toTaxId }) =>
    fromTaxId !== null && toTaxId !== null ? [{ fromTaxId, toTaxId }] : [],
  )
  const half = map.length < draft.map.length
  return half || draft.map.some((row) => mapFault(row, draft.map)) ? undefined : { name, map }
}

/** What follows a tax, and when; undefined where nothing does. */
export type Following = { readonly tax: Tax; readonly from: string; readonly begun: boolean }

export function followingOf(
  { next }: Tax,
  every: readonly Tax[],
  at: string,
): Following | undefined {
  const tax = next && every.find(({ id }) => id === next.taxId)
  return tax && { tax, from: next.from, begun: next.from <= at }
}

/** What goods may be taxed by: the taxes that follow no other, and the one that is chosen already. */
export function choosable(every: readonly Tax[], chosen: string | null): Tax[] {
  const following = new Set(every.map(({ next }) => next?.taxId))
  return every.filter(({ id }) => id === chosen || !following.has(id))
}
