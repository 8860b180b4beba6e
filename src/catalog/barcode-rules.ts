// The verbs of the rules by which codes that the shops print themselves are read.
import { COMPANY } from '#shared/streams.ts'
import { isCompleteRule } from '#shared/restricted-codes.ts'
import type { Sql } from '#kernel/database.ts'
import { Problem } from '#kernel/problems.ts'
import type { Tx } from '#kernel/transact.ts'
import { barcodeRuleChanged, barcodeRuleRemoved, type BarcodeRule } from './contract.ts'
import { BarcodeRuleRow } from './entities.ts'

/** Adds a rule or changes it; a prefix has one rule. */
export async function setBarcodeRule(tx: Tx, input: BarcodeRule): Promise<BarcodeRule> {
  const { id, rule } = input
  if (!isCompleteRule(rule)) {
    const message = 'prefix, item, guard and value must fill twelve digits'
    throw new Problem('invalid-input', { errors: [{ path: '/rule', message }] })
  }
  await tx.em.upsert(BarcodeRuleRow, { id, prefix: rule.prefix, rule })
  tx.emit(barcodeRuleChanged, COMPANY, input)
  return input
}

/** Takes a rule away; codes with its prefix then stand for themselves. */
export async function removeBarcodeRule(
  tx: Tx,
  { id }: Pick<BarcodeRule, 'id'>,
): Promise<Record<string, never>> {
  const gone = await tx.sql(`delete from barcode_rule where id = $1 returning id`, [id])
  if (!gone.length) throw new Problem('not-found', 'There is no such rule')
  tx.emit(barcodeRuleRemoved, COMPANY, { key: id })
  return {}
}

/** Every rule, for the hub's memory. */
export async function loadBarcodeRules(sql: Sql) {
  return { 'barcode-rules': await sql<BarcodeRule>(`select id, rule from barcode_rule`) }
}
