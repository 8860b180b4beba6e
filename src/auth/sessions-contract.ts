// The sign-ins that are going on: where, on what device, since when; ended one by one or all at once.
import Type, { type Static } from 'typebox'
import { At, Nullable, Strict, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { ProofKind } from './proof-contract.ts'

export const SessionRecord = Strict({
  id: Id,
  personId: Id,
  terminalId: Nullable(Id),
  device: Type.String({ description: 'What the device says of itself; empty if nothing' }),
  address: Type.String({ description: 'Network address at signing in' }),
  startedAt: At,
  seenAt: Type.String({
    ...At,
    description: 'When its token was last refreshed, every few minutes',
  }),
  expiresAt: At,
  proofs: Type.Array(ProofKind, { description: 'What it was made with' }),
  here: Type.Boolean({ description: 'The one that asks' }),
})
export type SessionRecord = Static<typeof SessionRecord>

const Sessions = Strict({ sessions: Type.Array(SessionRecord) })

export const mySessions = operation({
  name: 'auth.my-sessions',
  summary: 'One’s own sign-ins that are going on, last seen first',
  http: ['GET', '/auth/sessions'],
  needs: 'signed-in',
  effect: 'read',
  early: true,
  input: Strict({}),
  output: Sessions,
})
export const sessionsOf = operation({
  name: 'auth.sessions',
  summary: 'The sign-ins of a person that are going on, last seen first',
  detail: 'Of nobody who holds more than the caller: `forbidden`.',
  http: ['GET', '/users/:personId/sessions'],
  needs: 'auth.sessions',
  effect: 'read',
  input: Strict({ personId: Id }),
  output: Sessions,
})
export const endSession = operation({
  name: 'auth.end-session',
  summary: 'End one sign-in',
  detail:
    'One’s own freely; somebody else’s needs `auth.revoke`, all that they hold and a recent proof. `ended` is false where it was over already.',
  http: ['POST', '/auth/sessions/:sessionId/end'],
  needs: 'signed-in',
  effect: 'act',
  early: true,
  input: Strict({ sessionId: Id }),
  output: Strict({ ended: Type.Boolean() }),
})
export const signOutEverywhere = operation({
  name: 'auth.sign-out-everywhere',
  summary: 'End all of one’s own sign-ins, or all but this one',
  http: ['POST', '/auth/sign-out-everywhere'],
  needs: 'signed-in',
  effect: 'act',
  early: true,
  input: Strict({ butHere: Type.Optional(Type.Boolean()) }),
  output: Strict({ ended: Type.Integer() }),
})
