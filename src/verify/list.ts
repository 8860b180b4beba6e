// The list of all checks, in the order they run. A further one is a file beside this and a line here.
import { approvalChecks } from './approvals.ts'
import { basketChecks } from './baskets.ts'
import type { Check } from './check.ts'
import { creditChecks } from './credit.ts'
import { deviceChecks } from './devices.ts'
import { drawerChecks } from './drawers.ts'
import { journalChecks } from './journal.ts'
import { lineChecks } from './lines.ts'
import { logChecks } from './log.ts'
import { lotChecks } from './lots.ts'
import { paperChecks } from './papers.ts'
import { replicaChecks } from './replicas.ts'
import { returnChecks } from './returns.ts'
import { salesChecks } from './sales.ts'
import { secretChecks } from './secrets.ts'
import { stockChecks } from './stock.ts'
import { storedValueChecks } from './stored-value.ts'
import { zChecks } from './z-reports.ts'

/*
 * The invariants, by number, and what proves each. Where no row of the database can tell, it says what
 * does.
 *
 *  1 level = ledger               stock
 *  2 two ends                     stock; what leaves one arrives at the other, as one row is both
 *  3 lots and their variants      stock, lots; there are no serial numbers yet
 *  4 reserved                     baskets; that the oldest has it, the races of baskets
 *  5 never below zero             stock
 *  6 reservations end once        baskets
 *  7 lots that may be sold        stock, lots
 *  8 recall                       lots
 *  9 reversals                    not reachable: a movement is answered by another, never reversed
 * 10 in transit                   not reachable: there are no transfers between stores yet
 * 11 counts of stock              not reachable: there are none yet
 * 12 valuation                    not reachable: nothing has a cost yet
 * 13 totals, EN 16931             sales, lines, papers; BR-CO-17 by the tests of tax, which know how it rounds
 * 14 tenders and change           sales
 * 15 discounts                    lines; a discount on a basket is kept as the shares of its lines
 * 16 returns                      returns
 * 17 stored value                 stored-value
 * 18 coupons                      not reachable: there are none yet
 * 19 what customers owe           credit
 * 20 prices recomputed            lines; that it was the price in force, the tests of prices
 * 21 approvals                    approvals; what a role permitted then, the tests of approvals
 * 22 invoices                     sales
 * 23 journals                     journal, z-reports
 * 24 drawers                      sales, drawers
 * 25 Z reports                    z-reports
 * 26 exported journals            not reachable: nothing is exported to accounts yet
 * 27 order at each client         the tests of the feed; log and replicas prove what it reads
 * 28 posted once                  sales
 * 29 revoked                      devices; people's sign-ins leave no row once they have ended
 * 30 no secrets                   secrets
 * 31 the chain of the log         log
 * 32 stores kept apart            devices, stock; who hears what, the tests of the feed
 * 33 each change is told          replicas, papers
 */
export const checks: readonly Check[] = [
  ...stockChecks,
  ...lotChecks,
  ...basketChecks,
  ...salesChecks,
  ...lineChecks,
  ...returnChecks,
  ...storedValueChecks,
  ...creditChecks,
  ...approvalChecks,
  ...drawerChecks,
  ...zChecks,
  ...paperChecks,
  ...deviceChecks,
  ...secretChecks,
  ...journalChecks,
  ...logChecks,
  ...replicaChecks,
]
