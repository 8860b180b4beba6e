// Signing in and out. Access tokens live five minutes; the refresh token rotates at each use, and a
// second use of an old one ends its whole family.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Person } from '#users/contract.ts'
import {
  mfaEnded,
  mfaSet,
  OneTimeCode,
  Password,
  proofRefused,
  recoveryCodesMade,
  recoveryCodeUsed,
  sessionProved,
} from './proof-contract.ts'
import { resetOffered, resetRefused, signingKeyAdded } from './reset-contract.ts'

export const SignedIn = Strict({
  accessToken: Type.String({
    description: 'EdDSA JWT (RFC 8037, RFC 9068), for `Authorization: Bearer`',
  }),
  expiresAt: At,
  refreshToken: Type.String({
    description: 'Opaque; used once. Empty for browsers over HTTP, which get an HttpOnly cookie',
  }),
  sessionId: Id,
  person: Person,
  permissions: Type.Array(Type.String()),
  mustEnrol: Type.Boolean({
    description:
      'The role needs a second step and this sign-in has none: all else is refused (`mfa-needed`) until `auth.confirm-mfa` and another `auth.refresh`',
  }),
  deviceToken: Type.String({
    description:
      'Shows at the next sign-in that this device is known. Empty where nothing changes, at terminals, and for browsers over HTTP, which get an HttpOnly cookie',
  }),
})
export type SignedIn = Static<typeof SignedIn>

export const sessionRevoked = event({
  name: 'session.revoked',
  summary: 'A sign-in was ended: signed out, revoked, or its refresh token was used twice',
  stream: 'company',
  audience: [],
  body: Strict({ sessionId: Id, personId: Id, reason: Type.String() }),
})
export const signedIn = event({
  name: 'session.opened',
  summary: 'A person signed in',
  stream: 'company',
  audience: [],
  body: Strict({
    sessionId: Id,
    personId: Id,
    terminalId: Nullable(Id),
    address: Type.String({ description: 'Where from, as the hub saw it' }),
    at: At,
  }),
})
export const signInFailed = event({
  name: 'sign-in.failed',
  summary: 'A sign-in was refused',
  stream: 'company',
  audience: [],
  body: Strict({ login: Type.String(), reason: Type.String(), address: Type.String(), at: At }),
})

export const pinSet = event({
  name: 'pin.set',
  summary: 'A person got a PIN',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, at: At }),
})
export const pinRefused = event({
  name: 'pin.refused',
  summary: 'A PIN was refused at a till',
  stream: 'company',
  audience: [],
  body: Strict({
    login: Type.String({ description: 'Empty for a name nobody has' }),
    terminalId: Id,
    address: Type.String(),
    at: At,
  }),
})

export const passwordSet = event({
  name: 'password.set',
  summary: 'A person got another password',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, by: OneOf('owner', 'right', 'reset'), at: At }),
})

/** All that is told of signing in: for the trail, and pushed to nobody. */
export const authEvents = [
  sessionRevoked,
  signedIn,
  signInFailed,
  sessionProved,
  proofRefused,
  passwordSet,
  resetOffered,
  resetRefused,
  mfaSet,
  mfaEnded,
  recoveryCodesMade,
  recoveryCodeUsed,
  signingKeyAdded,
  pinSet,
  pinRefused,
]

export const signIn = operation({
  name: 'auth.sign-in',
  summary: 'Sign in with name and password',
  detail:
    'Five wrong tries lock the name for a while, but not for devices that are known; a locked name and a wrong password answer alike. `code-needed`: the password is right, ask again with a code of the app or a recovery code as well. `code-refused`: that code is wrong or used.',
  http: ['POST', '/auth/sign-in'],
  needs: 'anyone',
  tries: 'sign-in',
  effect: 'act',
  input: Strict({
    login: Type.String({ maxLength: 64 }),
    password: Password,
    code: Type.Optional(OneTimeCode),
    device: Type.Optional(
      Type.String({
        maxLength: 200,
        description:
          'What the device says of itself, for the list of sign-ins; else its User-Agent',
      }),
    ),
    deviceToken: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  output: SignedIn,
})
export const refresh = operation({
  name: 'auth.refresh',
  summary: 'Trade the refresh token for new tokens',
  http: ['POST', '/auth/refresh'],
  needs: 'anyone',
  tries: 'refresh',
  effect: 'act',
  input: Strict({ refreshToken: Type.Optional(Type.String({ maxLength: 200 })) }),
  output: SignedIn,
})
export const signOut = operation({
  name: 'auth.sign-out',
  summary: 'End this sign-in',
  http: ['POST', '/auth/sign-out'],
  needs: 'signed-in',
  effect: 'act',
  early: true,
  input: Strict({}),
  output: Strict({ signedOut: Type.Boolean() }),
})
export const revokePerson = operation({
  name: 'auth.revoke',
  summary: 'End every sign-in of a person',
  http: ['POST', '/users/:personId/revoke'],
  needs: 'auth.revoke',
  effect: 'write',
  stepUp: true,
  input: Strict({ personId: Id }),
  output: Strict({ revoked: Type.Integer() }),
})
export const setPassword = operation({
  name: 'auth.set-password',
  summary: 'Set the password of a person (one’s own needs the present one)',
  detail:
    'Of somebody else it needs `auth.set-password`, all that they hold and a recent proof. `invalid-input` with the code `password-short`, `password-common` or `password-name` (the name is inside), after NIST SP 800-63B. Ends every other sign-in of the person. It is not remembered: passwords leave no trace.',
  http: ['PUT', '/users/:personId/password'],
  needs: 'signed-in',
  effect: 'act',
  input: Strict({ personId: Id, present: Type.Optional(Password), password: Password }),
  output: Strict({ personId: Id }),
})
/** Four to eight Latin digits. */
export const Pin = Type.String({
  pattern: '^[0-9]{4,8}$',
  maxLength: 8,
  description: 'Latin digits',
})
export const setPin = operation({
  name: 'auth.set-pin',
  summary: 'Set the PIN of a person (one’s own needs the present password)',
  detail:
    'Of somebody else it needs `users.set-pin`, all that they hold and a recent proof. `invalid-input` for digits that anybody would try first. A locked PIN is free again. It is not remembered: PINs leave no trace.',
  http: ['PUT', '/users/:personId/pin'],
  needs: 'signed-in',
  effect: 'act',
  unkept: ['pin', 'present'],
  input: Strict({ personId: Id, present: Type.Optional(Password), pin: Pin }),
  output: Strict({ personId: Id }),
})
export const whoAmI = operation({
  name: 'auth.who-am-i',
  summary: 'The caller, as the hub sees it',
  http: ['GET', '/auth/me'],
  needs: 'signed-in',
  effect: 'read',
  early: true,
  input: Strict({}),
  output: Strict({
    person: Nullable(Person),
    terminalId: Nullable(Id),
    permissions: Type.Array(Type.String()),
  }),
})
