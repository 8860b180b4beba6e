// Outlives the supervisor by a moment. Told the processes of the system, it ends those that are left
// when the supervisor vanishes: our Node children end by themselves, PostgreSQL and Redis would not.

import { tellReady } from './child.ts'
import { signal, waitUntilGone } from './left-over.ts'

/** Sent whenever a part has started: every part that runs, in the order in which to end them. */
export type Charge = { name: string; pid: number; signal: NodeJS.Signals }

const patienceMs = 15_000
let charges: Charge[] = []

async function endThem(): Promise<void> {
  for (const charge of charges) {
    signal(charge.pid, charge.signal)
    if (!(await waitUntilGone(charge.pid, patienceMs))) signal(charge.pid, 'SIGKILL')
  }
}

process.on('message', (message: Charge[]) => {
  charges = message
})
process.on('disconnect', () => void endThem().then(() => process.exit(0)))
// The supervisor's orderly farewell: nothing is left to end.
process.on('SIGTERM', () => process.exit(0))
process.on('SIGINT', () => {})
tellReady()
