// Changing the person at a till that many share, by a PIN: checked on the hub where it can be asked, and
// by the till itself where it cannot. The hub tells no PIN and nothing a PIN could be tried against.
import Type, { type Static } from 'typebox'
import { At, Strict, collection, event, journalKind, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Person } from '#users/contract.ts'
import { Pin } from './contract.ts'

export const switchPerson = operation({
  name: 'auth.switch-person',
  summary: 'Sign in at the calling till with a PIN, in the place of whoever was there',
  detail:
    '`refreshToken` is traded by `auth.refresh` within a minute, once. The sign-in holds at this till and in its store alone, and proves nothing dangerous (`step-up-needed`). `pin-refused` with `attemptsLeft`, `locked-out` with `retryAfterMs`; `mfa-needed` where the role asks for a second step.',
  http: ['POST', '/auth/switch-person'],
  needs: 'terminal',
  effect: 'act',
  unkept: ['pin'],
  input: Strict({ login: Type.String({ maxLength: 64 }), pin: Pin }),
  output: Strict({
    refreshToken: Type.String(),
    person: Person,
    permissions: Type.Array(Type.String(), { description: 'In the store of the till' }),
    provedAt: At,
  }),
})

/** What a person proved with a PIN at or before `at` holds no longer. */
export const PinMark = Strict({ personId: Id, at: At })
export type PinMark = Static<typeof PinMark>

export const pinMarked = event({
  name: 'pin.marked',
  summary: 'What a person proved with a PIN until now holds no longer',
  stream: 'company',
  audience: ['till'],
  body: PinMark,
})
/** Replicated: tills let nobody in by what was proved before. */
export const pinMarks = collection({
  name: 'pin-marks',
  record: PinMark,
  changed: pinMarked,
  key: (r) => r.personId,
})

export const letIn = event({
  name: 'person.let-in',
  summary: 'A till that could not ask the hub let somebody in by their PIN',
  stream: 'store',
  audience: ['manager'],
  body: Strict({
    id: Id,
    personId: Id,
    terminalId: Id,
    provedAt: At,
    at: At,
    exceptions: Type.Array(Type.String(), { description: 'What the hub has against it, by code' }),
  }),
})
/**
 * Written by a till before the first entry of somebody it let in alone. It is a fact: whoever was taken
 * their sign-in or their rights meanwhile is `not-permitted` as an exception.
 */
export const letInKind = journalKind({
  name: 'auth.let-in',
  summary: 'The till let somebody in by their PIN without asking the hub',
  needs: 'sales.complete',
  body: Strict({
    id: Id,
    personId: Id,
    at: At,
    offline: Type.Boolean(),
    provedAt: Type.String({ ...At, description: 'When the hub accepted this PIN here, its clock' }),
  }),
  result: Strict({ id: Id }),
})
