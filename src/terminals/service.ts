// The verbs of terminals. Each enrolment raises the fence by one and opens a journal of its own, so
// that nothing a former device wrote can be mistaken for what the new one writes.
import { randomInt } from 'node:crypto'
import { CODE_ALPHABET, codeOf } from '#auth/rules.ts'
import { endSignInsAt } from '#auth/service.ts'
import { openJournal } from '#kernel/journal.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act, Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Sql } from '#kernel/database.ts'
import type { Tx } from '#kernel/transact.ts'
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { COMPANY } from '#shared/streams.ts'
import { cleanName } from '#shared/text.ts'
import {
  terminalChanged,
  terminalRevoked,
  terminals,
  type Terminal,
  type terminalsEnrol,
  type terminalsInvite,
  type terminalsList,
  type terminalsRevoke,
} from './contract.ts'
import { TerminalKeyRow, terminalColumns } from './entities.ts'
import { newDeviceToken, readPublicKey, secretHash } from './proof.ts'
import { CODE_LENGTH } from './rules.ts'

/** The terminals of the stores the caller may see, by code. */
export async function list({ scope, memory }: Ask): Promise<Output<typeof terminalsList>> {
  const seen = [...memory.records(terminals).values()].filter(
    ({ storeId }) => !scope.storeIds || scope.storeIds.includes(storeId),
  )
  return { terminals: seen.toSorted((a, b) => (a.code < b.code ? -1 : 1)) }
}

async function locked(tx: Tx, id: Id): Promise<Terminal | undefined> {
  const [row] = await tx.sql<Terminal>(
    `select ${terminalColumns} from terminal where id = $1 for update`,
    [id],
  )
  return row
}

async function keep(tx: Tx, terminal: Terminal): Promise<Terminal> {
  const { id, storeId, kind, code, name, state, fence, proof } = terminal
  await tx.sql(
    `insert into terminal (id, store_id, kind, code, name, state, fence, proof)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set name = excluded.name, state = excluded.state,
       fence = excluded.fence, proof = excluded.proof`,
    [id, storeId, kind, code, name, state, fence, proof],
  )
  tx.emit(terminalChanged, COMPANY, terminal)
  return terminal
}

function newCode(): string {
  const letter = () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]
  return Array.from({ length: CODE_LENGTH }, letter).join('')
}

/** Makes a code by which a device becomes this terminal; a former code of the terminal is void. */
export async function invite(
  { kernel, scope, transact }: Act,
  input: Input<typeof terminalsInvite>,
): Promise<Output<typeof terminalsInvite>> {
  requireStore(scope, input.storeId)
  const code = newCode()
  const { invitationSeconds } = kernel.config.limits
  return transact(async (tx) => {
    const terminal = await keep(tx, await invited(tx, input))
    const expiresAt = new Date(Date.parse(tx.at) + invitationSeconds * 1000).toISOString()
    await tx.sql(
      `insert into invitation (code_hash, terminal_id, expires_at) values ($1, $2, $3)
       on conflict (terminal_id) do update
         set code_hash = excluded.code_hash, expires_at = excluded.expires_at`,
      [secretHash(code), terminal.id, expiresAt],
    )
    return { terminal, code, expiresAt }
  })
}

async function invited(tx: Tx, input: Input<typeof terminalsInvite>): Promise<Terminal> {
  const name = cleanName(input.name, 60)
  if (name === undefined) {
    const errors = [{ path: '/name', message: 'nothing readable is left of it' }]
    throw new Problem('invalid-input', { errors })
  }
  const known = await locked(tx, input.id)
  if (!known) {
    const [store] = await tx.sql(`select 1 from store where id = $1`, [input.storeId])
    if (!store) throw new Problem('not-found', 'There is no such store')
    return { ...input, name, state: 'invited', fence: 0, proof: null }
  }
  requireStore(tx.scope, known.storeId)
  // Receipts and journals name these three; another shop, kind or code is another terminal.
  const same = (['storeId', 'kind', 'code'] as const).every((key) => known[key] === input[key])
  if (!same) throw new Problem('wrong-state', 'A terminal keeps its store, kind and code')
  // Until its replacement is there, the present device goes on selling.
  return { ...known, name, state: known.state === 'enrolled' ? 'enrolled' : 'invited' }
}

/** Makes the calling device the terminal its code was made for. */
export async function enrol(
  { transact }: Act,
  input: Input<typeof terminalsEnrol>,
): Promise<Output<typeof terminalsEnrol>> {
  const { publicKey } = input
  if (publicKey) readPublicKey(publicKey)
  const token = publicKey ? null : newDeviceToken()
  return transact(async (tx) => {
    const terminalId = await spend(tx, secretHash(codeOf(input.code)))
    const known = await locked(tx, terminalId)
    if (!known) throw new Error(`an invitation names no terminal: ${terminalId}`)
    const fence = known.fence + 1
    tx.insert(TerminalKeyRow, {
      terminalId,
      fence,
      publicKey: publicKey ?? null,
      tokenHash: token === null ? null : secretHash(token),
    })
    await openJournal(tx.sql, terminalId, fence, CHAIN_START)
    tx.cause = { ...tx.cause, terminalId }
    const proof = publicKey ? 'key' : 'token'
    return { terminal: await keep(tx, { ...known, state: 'enrolled', fence, proof }), token }
  })
}

/** Uses an invitation up. Of two who use it at once, the second waits here and then finds none. */
async function spend(tx: Tx, codeHash: string): Promise<Id> {
  const [invitation] = await tx.sql<{ terminalId: Id; expiresAt: string }>(
    `delete from invitation where code_hash = $1
      returning terminal_id as "terminalId", expires_at as "expiresAt"`,
    [codeHash],
  )
  if (!invitation || invitation.expiresAt <= tx.at) {
    throw new Problem('not-found', 'This code is unknown, used or too old')
  }
  return invitation.terminalId
}

/** Puts a terminal out of service, with its invitation and the sign-ins made at it. */
export async function revoke(tx: Tx, input: Input<typeof terminalsRevoke>): Promise<Terminal> {
  const known = await locked(tx, input.terminalId)
  if (!known) throw new Problem('not-found', 'There is no such terminal')
  requireStore(tx.scope, known.storeId)
  await tx.sql(`delete from invitation where terminal_id = $1`, [known.id])
  await endSignInsAt(tx, known.id)
  tx.emit(terminalRevoked, COMPANY, { terminalId: known.id, reason: input.reason })
  return keep(tx, { ...known, state: 'revoked' })
}

/** Every terminal, for the hub's memory. */
export async function load(sql: Sql): Promise<{ terminals: Terminal[] }> {
  return {
    terminals: await sql<Terminal>(`select ${terminalColumns} from terminal order by id`),
  }
}
