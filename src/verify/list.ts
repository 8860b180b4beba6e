// The list of all checks, in the order they run. A further one is a file beside this and a line here.
import type { Check } from './check.ts'
import { creditChecks } from './credit.ts'
import { journalChecks } from './journal.ts'
import { logChecks } from './log.ts'
import { replicaChecks } from './replicas.ts'
import { returnChecks } from './returns.ts'
import { salesChecks } from './sales.ts'
import { stockChecks } from './stock.ts'
import { storedValueChecks } from './stored-value.ts'

export const checks: readonly Check[] = [
  ...stockChecks,
  ...salesChecks,
  ...returnChecks,
  ...storedValueChecks,
  ...creditChecks,
  ...journalChecks,
  ...logChecks,
  ...replicaChecks,
]
