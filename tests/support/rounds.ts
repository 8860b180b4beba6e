// How often a race is run. What can go wrong only when things meet in a certain way is tried many times:
// twenty in `npm test`, a thousand in `npm run races`, the same tests.
import { setTimeout as pause } from 'node:timers/promises'
import type { Test as TapTest } from 'tap'

/** How the launcher says how many rounds it wants. */
export const roundsVariable = 'MIZAN_TEST_ROUNDS'
const FEW = 20
/** Whoever is broken so often needs no more proof. */
const ENOUGH = 10

export const ROUNDS = Number(process.env[roundsVariable] ?? FEW)

/** What a file of races may take as a whole, milliseconds, on a machine that does other things too. */
export const patienceMs = (count: number) => 180_000 + count * 12_000
export const PATIENCE_MS = patienceMs(ROUNDS)

/** How a race went; the launcher reads it from a comment that begins with `RACED`. */
export type Raced = { readonly race: string; readonly runs: number; readonly broken: number }
export const RACED = 'raced '

type Asserted = 'equal' | 'same' | 'match' | 'ok'
/** The assertions of a round. */
export type Check = Pick<TapTest, Asserted>
type Test = Pick<TapTest, Asserted | 'comment' | 'error' | 'name'>

/** Runs a race `ROUNDS` times, or as often as is said; a round that throws is broken as well. */
export async function rounds(
  t: Test,
  run: (check: Check, round: number) => Promise<void>,
  count = ROUNDS,
): Promise<void> {
  let [runs, broken] = [0, 0]
  for (; runs < count && broken < ENOUGH; runs += 1) {
    let holds = true
    const noting =
      <A extends unknown[]>(assertion: (...args: A) => boolean) =>
      (...args: A) => {
        const held = assertion(...args)
        holds &&= held
        return held
      }
    const check = {
      equal: noting(t.equal.bind(t)),
      same: noting(t.same.bind(t)),
      match: noting(t.match.bind(t)),
      ok: noting(t.ok.bind(t)),
    } as Check
    try {
      await run(check, runs)
    } catch (error) {
      holds = t.error(error, `round ${runs} came to its end`)
    }
    if (!holds) broken += 1
    // Whatever a round left to be done is done before the next one begins.
    await pause(0)
  }
  const raced: Raced = { race: t.name, runs, broken }
  t.comment(RACED + JSON.stringify(raced))
}

/** In no order. */
export function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((each) => [Math.random(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each)
}
