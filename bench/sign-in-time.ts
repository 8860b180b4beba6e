// What the time of a refused sign-in says of the name: whether somebody has it, nobody has it, or it is
// shut after too many tries. One after the other in a random order, so that whatever else the machine
// does falls on all of them alike.
import { setPassword, signIn } from '#auth/contract.ts'
import { readConfig } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import { anyone, system } from '#kernel/scope.ts'
import { newId } from '#shared/ids.ts'
import { usersAdd } from '#users/contract.ts'
import { openKernel } from '../src/app.ts'
import { layFoundation } from '../src/seed/index.ts'
import { PASSWORD, personOf } from '../tests/support/people.ts'
import { ownPlace, type Place } from './place.ts'
import { median, resultOf, type Result } from './result.ts'
import { quiet } from './quiet.ts'

const full = { tries: 400 }
const WRONG = 'not the password of anybody'
/** The name of a person is tried less often than it takes to shut it. */
const TRIES_OF_A_NAME = 4
const APART_MS = 1

const kinds = ['known', 'unknown', 'shut'] as const
type Kind = (typeof kinds)[number]

const ask = (kernel: Kernel, name: string, input: object, scope = system) =>
  kernel.operations.call(scope, name, newId(Date.now()), input)

async function refusedMs(kernel: Kernel, login: string): Promise<number> {
  const startedMs = performance.now()
  try {
    await ask(kernel, signIn.name, { login, password: WRONG }, anyone('192.0.2.1'))
  } catch (error) {
    if (error instanceof Problem && error.slug === 'wrong-credentials')
      return performance.now() - startedMs
    throw error
  }
  throw new Error('nobody has this password')
}

/** The names of people; those of the shut kind have been tried too often already. */
async function lay(
  kernel: Kernel,
  limit: number,
  tries: number,
): Promise<Readonly<Record<Kind, string[]>>> {
  await layFoundation(kernel)
  const hire = async (login: string) => {
    const person = personOf(login, 'cashier')
    await ask(kernel, usersAdd.name, person)
    await ask(kernel, setPassword.name, { personId: person.id, password: PASSWORD })
    return login
  }
  const known: string[] = []
  for (let i = 0; i < tries / TRIES_OF_A_NAME; i += 1) known.push(await hire(`known-${i}`))
  const shut = [await hire('shut')]
  for (let i = 0; i < limit; i += 1) await refusedMs(kernel, 'shut')
  return { known, unknown: Array.from({ length: tries }, (_, i) => `nobody-${i}`), shut }
}

async function compare(kernel: Kernel, limit: number, tries: number): Promise<Result> {
  const names = await lay(kernel, limit, tries)
  const turns = kinds
    .flatMap((kind) => Array.from({ length: tries }, (_, i) => ({ kind, i, order: Math.random() })))
    .toSorted((a, b) => a.order - b.order)
  const took: Record<Kind, number[]> = { known: [], unknown: [], shut: [] }
  for (const { kind, i } of turns) {
    const login = names[kind][i % names[kind].length] ?? ''
    took[kind].push(await refusedMs(kernel, login))
  }
  const middle = (kind: Kind) => median(took[kind])
  const near = (kind: Kind) => Math.abs(middle(kind) - middle('known')) < APART_MS
  return resultOf(
    'sign-in-time',
    'milliseconds to refuse the name of somebody, median',
    middle('known'),
    { 'a name nobody has': middle('unknown'), 'a name that is shut': middle('shut') },
    {},
    { 'unknown within 1 ms of known': near('unknown'), 'shut within 1 ms of known': near('shut') },
    { tries },
  )
}

export async function run({ tries } = full, given?: Place): Promise<Result> {
  const place = given ?? (await ownPlace())
  const config = readConfig({
    ...{ DATABASE_URL: place.hubUrl, REDIS_URL: place.redisUrl, DATA_DIR: place.dataDir },
  })
  const { kernel, close } = await openKernel(config, quiet, { connections: 4 })
  try {
    return await compare(kernel, config.limits.signInTries, tries)
  } finally {
    await close()
    await place.close()
  }
}
