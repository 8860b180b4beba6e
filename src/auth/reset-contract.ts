// A way back in for who forgot their password, by a code an administrator hands over; and new keys for
// signing access tokens. Neither takes a second step away.
import Type from 'typebox'
import { At, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { OneTimeCode, Password } from './proof-contract.ts'

export const resetOffered = event({
  name: 'reset.offered',
  summary: 'A one-time code for a new password was made for a person',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, expiresAt: At, at: At }),
})
export const resetRefused = event({
  name: 'reset.refused',
  summary: 'A code for a new password was refused',
  stream: 'company',
  audience: [],
  body: Strict({
    login: Type.String({ description: 'Empty for a name nobody has' }),
    address: Type.String(),
    at: At,
  }),
})
export const signingKeyAdded = event({
  name: 'signing-key.added',
  summary: 'Access tokens are signed with another key from now on',
  stream: 'company',
  audience: [],
  body: Strict({
    kid: Type.String({ description: 'JWK thumbprint, RFC 7638' }),
    signsFrom: At,
    at: At,
  }),
})

export const offerReset = operation({
  name: 'auth.offer-reset',
  summary: 'Make a one-time code by which a person sets a new password',
  detail:
    'Shown once; handed over in person. A former code is void. Needs all that the person holds. Their second step stays.',
  http: ['POST', '/users/:personId/reset'],
  needs: 'auth.offer-reset',
  effect: 'act',
  stepUp: true,
  input: Strict({ personId: Id }),
  output: Strict({
    code: Type.String({ description: 'Sixteen letters and digits in groups of four' }),
    expiresAt: At,
  }),
})
export const resetPassword = operation({
  name: 'auth.reset-password',
  summary: 'Set a new password with a one-time code',
  detail:
    'A wrong, used or old code and a name nobody has are refused alike: `code-refused`. Ends every sign-in; then sign in as usual. A password that is refused (`auth.set-password`) leaves the code as it is.',
  http: ['POST', '/auth/reset'],
  needs: 'anyone',
  tries: 'sign-in',
  effect: 'act',
  input: Strict({ login: Type.String({ maxLength: 64 }), code: OneTimeCode, password: Password }),
  output: Strict({ reset: Type.Boolean() }),
})
export const rotateSigningKey = operation({
  name: 'auth.rotate-signing-key',
  summary: 'Sign access tokens with a new key',
  detail:
    'Nobody is signed out: tokens of the former keys hold until they end, within minutes. With `atOnce`, for a key that leaked, they end now and clients refresh. With `fromFile` no key is made: the one this hub was started with is the one from now on. `wrong-state` where the file cannot be written.',
  http: ['POST', '/auth/signing-key'],
  needs: 'auth.rotate-signing-key',
  effect: 'act',
  stepUp: true,
  input: Strict({
    atOnce: Type.Optional(Type.Boolean()),
    fromFile: Type.Optional(Type.Boolean()),
  }),
  output: Strict({ kid: Type.String(), signsFrom: At }),
})
