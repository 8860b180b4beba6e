// What the proof of the books says of drawers, for tests that look at nothing else.
import type { Sql } from '#kernel/database.ts'
import { drawerChecks } from '../../src/verify/drawers.ts'
import { salesChecks } from '../../src/verify/sales.ts'
import { zChecks } from '../../src/verify/z-reports.ts'

/** What is wrong with drawers, Zs and the journals they cover. */
export async function drawerFaults(sql: Sql): Promise<string[]> {
  const about = [...salesChecks, ...drawerChecks, ...zChecks].filter(
    ({ invariant }) => invariant >= 23 && invariant <= 25,
  )
  const found: string[] = []
  for (const { name, run } of about) {
    for (const { key, found: what } of (await run(sql)).breaks)
      found.push(`${name}: ${key}: ${what}`)
  }
  return found
}
