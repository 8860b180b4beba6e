// The verbs of taxes. What a tax takes is said once, for whatever was sold with it is looked up by its id:
// a new rate is a new tax, which takes the place of the former from an instant on.
import { LockMode } from '@mikro-orm/postgresql'
import type { Input } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanLocalName } from '#shared/names.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from '#kernel/database.ts'
import { Problem } from '#kernel/problems.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  taxChanged,
  taxes,
  taxPositionChanged,
  type Tax,
  type taxesAdd,
  type taxesChange,
  type taxesKeep,
  type taxesReplace,
  type TaxPosition,
} from './contract.ts'
import { taxOutside, TaxPositionRow, TaxRow } from './entities.ts'
import { cleanTax, taxFaults, taxPositionFaults } from './rules.ts'

export function refuse(errors: InputError[]): void {
  if (errors.length) throw new Problem('invalid-input', { errors })
}

export async function addTax(tx: Tx, input: Input<typeof taxesAdd>): Promise<Tax> {
  refuse(taxFaults(input))
  const tax = cleanTax(input)
  tx.em.create(TaxRow, { ...tax, nextTaxId: null, nextFrom: null })
  tx.emit(taxChanged, COMPANY, tax)
  return tax
}

export async function changeTax(tx: Tx, input: Input<typeof taxesChange>): Promise<Tax> {
  const { taxId, ...changes } = input
  const row = await lockedTax(tx, taxId)
  const before = taxOutside(row)
  const changed = { ...before, ...changes }
  refuse(taxFaults(changed))
  if (takenBy(changed) !== takenBy(before)) {
    const message = `must take ${takenBy(before)}, as what was sold; taxes.replace changes a rate`
    refuse([{ path: '/parts', message }])
  }
  const { name, parts, exemptionReason } = cleanTax(changed)
  tx.em.assign(row, { name, parts, exemptionReason }, { mergeObjectProperties: false })
  return told(tx, row)
}

const takenBy = ({ parts }: Pick<Tax, 'parts'>) =>
  parts.map(({ category, ratePpm }) => `${category} ${ratePpm}`).join(', ')

/** Gives a tax a successor from an instant on; one that was planned and has not begun gives way. */
export async function replaceTax(tx: Tx, input: Input<typeof taxesReplace>): Promise<Tax> {
  const { taxId, tax, from } = input
  if (from !== null && from < tx.at) refuse([{ path: '/from', message: 'is over already' }])
  const row = await lockedTax(tx, taxId)
  requirePlanned(tx, row)
  const made = await addTax(tx, tax)
  tx.em.assign(row, { nextTaxId: made.id, nextFrom: from ?? tx.at })
  told(tx, row)
  return made
}

/** Takes a successor back that has not begun. It stays as a tax that nothing is sold with. */
export async function keepTax(tx: Tx, { taxId }: Input<typeof taxesKeep>): Promise<Tax> {
  const row = await lockedTax(tx, taxId)
  requirePlanned(tx, row)
  tx.em.assign(row, { nextTaxId: null, nextFrom: null })
  return told(tx, row)
}

type Held = Awaited<ReturnType<typeof lockedTax>>

async function lockedTax(tx: Tx, id: Id) {
  const row = await tx.em.findOne(TaxRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!row) throw new Problem('not-found', 'There is no such tax')
  return row
}

function requirePlanned(tx: Tx, row: Held): void {
  const { next } = taxOutside(row)
  if (!next || next.from > tx.at) return
  throw new Problem('wrong-state', `Another tax has held since ${next.from}`)
}

function told(tx: Tx, row: Held): Tax {
  const tax = taxOutside(row)
  tx.emit(taxChanged, COMPANY, tax)
  return tax
}

/** Adds a tax position or replaces it whole. Baskets that are open take the new one up. */
export async function setTaxPosition(tx: Tx, input: TaxPosition): Promise<TaxPosition> {
  refuse(taxPositionFaults(input))
  for (const { fromTaxId, toTaxId } of input.map) {
    for (const id of [fromTaxId, toTaxId]) {
      if (!tx.memory.get(taxes, id)) throw new Problem('not-found', `There is no tax ${id}`)
    }
  }
  const position = { ...input, name: cleanLocalName(input.name) ?? input.name }
  const lockMode = LockMode.PESSIMISTIC_WRITE
  const row = await tx.em.findOne(TaxPositionRow, { id: input.id }, { lockMode })
  if (row) tx.em.assign(row, position, { mergeObjectProperties: false })
  else tx.em.create(TaxPositionRow, position)
  tx.emit(taxPositionChanged, COMPANY, position)
  return position
}

/** Every tax, for the hub's memory. */
export async function loadTaxes(sql: Sql): Promise<Tax[]> {
  const rows = await sql<Omit<Tax, 'next'> & { nextTaxId: Id | null; nextFrom: string | null }>(
    `select id, name, parts, exemption_reason as "exemptionReason", next_tax_id as "nextTaxId",
            next_from as "nextFrom" from tax order by id`,
  )
  return rows.map(({ nextTaxId, nextFrom, ...tax }) =>
    nextTaxId === null || nextFrom === null
      ? tax
      : { ...tax, next: { taxId: nextTaxId, from: nextFrom } },
  )
}
