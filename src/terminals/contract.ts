// Enrolled devices: tills, scanners, and the fence that tells one life of a device from the next.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'

export const Terminal = Strict({
  id: Id,
  storeId: Id,
  kind: OneOf('till', 'scanner', 'display'),
  code: Type.String({
    pattern: '^[A-Z0-9]{1,6}$',
    description: 'Second part of receipt numbers; unique in the store',
  }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  state: OneOf('invited', 'enrolled', 'revoked'),
  /** Raised by one at each enrolment; journal numbers start again at 1 under each fence. */
  fence: Type.Integer({ minimum: 0 }),
  proof: Nullable(OneOf('key', 'token')),
})
export type Terminal = Static<typeof Terminal>

export const terminalChanged = event({
  name: 'terminal.changed',
  summary: 'A terminal was invited, enrolled, renamed or revoked',
  stream: 'company',
  audience: ['till', 'scanner', 'manager'],
  body: Terminal,
})
export const terminalRevoked = event({
  name: 'terminal.revoked',
  summary: 'Why a terminal was put out of service; for the trail',
  stream: 'company',
  audience: [],
  body: Strict({ terminalId: Id, reason: Type.String() }),
})
export const terminals = collection({
  name: 'terminals',
  record: Terminal,
  changed: terminalChanged,
  key: (r) => r.id,
})

const Invitation = Strict({
  terminal: Terminal,
  code: Type.String({ description: 'One use, shown as QR and as text; eight letters and digits' }),
  expiresAt: At,
})
export const terminalsList = operation({
  name: 'terminals.list',
  summary: 'The terminals of the stores the caller may see',
  http: ['GET', '/terminals'],
  needs: 'terminals.list',
  effect: 'read',
  input: Strict({}),
  output: Strict({ terminals: Type.Array(Terminal) }),
})
export const terminalsInvite = operation({
  name: 'terminals.invite',
  summary: 'Make a one-time code for a new device',
  detail:
    'With the id of a known terminal the code enrols its replacement; asking again makes a new code.',
  http: ['POST', '/terminals'],
  needs: 'terminals.invite',
  effect: 'act',
  input: Strict({
    id: Id,
    storeId: Id,
    kind: Terminal.properties.kind,
    code: Terminal.properties.code,
    name: Terminal.properties.name,
  }),
  output: Invitation,
})
export const terminalsEnrol = operation({
  name: 'terminals.enrol',
  summary: 'Become a terminal by its one-time code',
  detail:
    'With a public key (JWK, P-256) the device signs each hello; without one it gets a device token.',
  http: ['POST', '/terminals/enrol'],
  needs: 'anyone',
  tries: 'enrolment',
  effect: 'act',
  input: Strict({
    code: Type.String({ maxLength: 32 }),
    publicKey: Type.Optional(
      Strict({
        kty: Type.Literal('EC'),
        crv: Type.Literal('P-256'),
        x: Type.String({ maxLength: 64 }),
        y: Type.String({ maxLength: 64 }),
      }),
    ),
  }),
  output: Strict({ terminal: Terminal, token: Nullable(Type.String()) }),
})
export const terminalsRevoke = operation({
  name: 'terminals.revoke',
  summary: 'Put a terminal out of service at once',
  http: ['POST', '/terminals/:terminalId/revoke'],
  needs: 'terminals.revoke',
  effect: 'write',
  stepUp: true,
  input: Strict({ terminalId: Id, reason: Type.String({ minLength: 1, maxLength: 200 }) }),
  output: Terminal,
})
