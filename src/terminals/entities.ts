// Terminals, what proves them, and invitations to become one. Keys are kept by fence and never change:
// a new device gets a new row, so that a key read once may be remembered.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { JsonWebKey } from 'node:crypto'
import { StoreRow } from '#stores/entities.ts'
import type { Terminal } from './contract.ts'

export const TerminalRow = defineEntity({
  name: 'TerminalRow',
  tableName: 'terminal',
  uniques: [{ name: 'terminal_store_id_code_unique', properties: ['storeId', 'code'] }],
  properties: {
    id: p.uuid().primary(),
    storeId: () => p.manyToOne(StoreRow).mapToPk().fieldName('store_id').index(false),
    kind: p.text().$type<Terminal['kind']>(),
    code: p.text(),
    name: p.text(),
    state: p.text().$type<Terminal['state']>(),
    fence: p.integer(),
    proof: p.text().$type<NonNullable<Terminal['proof']>>().nullable(),
  },
})

export const TerminalKeyRow = defineEntity({
  name: 'TerminalKeyRow',
  tableName: 'terminal_key',
  properties: {
    terminalId: () =>
      p.manyToOne(TerminalRow).mapToPk().primary().fieldName('terminal_id').index(false),
    fence: p.integer().primary(),
    /** JWK, P-256; null where the device shows a token. */
    publicKey: p.json<JsonWebKey>().nullable(),
    /** SHA-256 of the device token, hex; null where the device has a key. */
    tokenHash: p.text().nullable(),
  },
})

export const InvitationRow = defineEntity({
  name: 'InvitationRow',
  tableName: 'invitation',
  properties: {
    /** SHA-256 of the code, hex. */
    codeHash: p.text().primary(),
    /** A terminal has one open invitation at most. */
    terminalId: () =>
      p
        .oneToOne(TerminalRow)
        .mapToPk()
        .fieldName('terminal_id')
        .unique('invitation_terminal_id_unique'),
    expiresAt: p.datetime(3),
  },
})

/** The columns of a terminal under the names of the contract, for raw SQL. */
export const terminalColumns = `id, store_id as "storeId", kind, code, name, state, fence, proof`
