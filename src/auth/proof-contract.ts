// How a person shows who they are: a password, a code of an app, a recovery code. Each is a kind of
// proof, so that another kind, such as a passkey, is one more. Codes and seeds are shown once.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'

/** A `pin` begins a sign-in at one till, and proves nothing there afterwards. */
export const ProofKind = OneOf('password', 'totp', 'recovery', 'pin')
export type ProofKind = Static<typeof ProofKind>

export const Password = Type.String({ minLength: 1, maxLength: 256 })
/** Six Latin digits, as apps show them (RFC 6238: SHA-1, 30 seconds). */
export const TotpCode = Type.String({
  pattern: '^[0-9]{6}$',
  maxLength: 6,
  description: 'Six Latin digits, RFC 6238',
})
/** Of an administrator or of one’s own list; dashes, spaces and case do not matter. */
export const OneTimeCode = Type.String({ minLength: 1, maxLength: 32 })

export const Proof = Type.Union([
  Strict({ kind: Type.Literal('password'), password: Password }),
  Strict({ kind: Type.Literal('totp'), code: TotpCode }),
  Strict({ kind: Type.Literal('recovery'), code: OneTimeCode }),
])
export type Proof = Static<typeof Proof>

const RecoveryCodes = Type.Array(Type.String(), {
  description: 'Ten codes, each good once; shown here and never again',
})

export const sessionProved = event({
  name: 'session.proved',
  summary: 'A person who is signed in showed once more who they are',
  stream: 'company',
  audience: [],
  body: Strict({ sessionId: Id, personId: Id, kind: ProofKind, at: At }),
})
export const proofRefused = event({
  name: 'proof.refused',
  summary: 'A person who is signed in gave a wrong password or code',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, kind: ProofKind, address: Type.String(), at: At }),
})
export const mfaSet = event({
  name: 'mfa.set',
  summary: 'A person confirmed a second step',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, at: At }),
})
export const mfaEnded = event({
  name: 'mfa.ended',
  summary: 'The second step of a person was taken away',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, at: At }),
})
export const recoveryCodesMade = event({
  name: 'recovery-codes.made',
  summary: 'A person got new recovery codes; former ones are void',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, at: At }),
})
export const recoveryCodeUsed = event({
  name: 'recovery-code.used',
  summary: 'A recovery code was used up',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id, left: Type.Integer({ minimum: 0 }), at: At }),
})

export const prove = operation({
  name: 'auth.prove',
  summary: 'Show once more who you are, before something dangerous',
  detail:
    'After `step-up-needed`: prove, then ask the same again. Wrong: `wrong-credentials` for a password, `code-refused` for a code. Few wrong ones, then none is looked at for a while.',
  http: ['POST', '/auth/prove'],
  needs: 'signed-in',
  effect: 'act',
  early: true,
  input: Strict({ proof: Proof }),
  output: Strict({ provedUntil: At }),
})
export const mySecurity = operation({
  name: 'auth.my-security',
  summary: 'What one’s own sign-in rests on',
  http: ['GET', '/auth/security'],
  needs: 'signed-in',
  effect: 'read',
  early: true,
  input: Strict({}),
  output: Strict({
    mfa: Nullable(Strict({ since: At, recoveryCodesLeft: Type.Integer() })),
    mfaNeeded: Type.Boolean({ description: 'The role needs a second step' }),
    passwordChangedAt: Nullable(At),
    provedUntil: Nullable(At),
    passwordCharacters: Type.Integer({ description: 'Fewest characters a new password may have' }),
  }),
})
export const beginMfa = operation({
  name: 'auth.begin-mfa',
  summary: 'Make the seed of a second step (TOTP), to be confirmed with a code',
  detail:
    'Shown once; it holds nothing up until `auth.confirm-mfa`. A seed that was not confirmed is replaced. `wrong-state` where there is a second step already.',
  http: ['POST', '/auth/mfa'],
  needs: 'signed-in',
  effect: 'act',
  stepUp: true,
  early: true,
  input: Strict({}),
  output: Strict({
    uri: Type.String({ description: '`otpauth://totp/…`, to be shown as QR' }),
    secret: Type.String({ description: 'The same seed in base32 (RFC 4648), to be typed' }),
  }),
})
export const confirmMfa = operation({
  name: 'auth.confirm-mfa',
  summary: 'Confirm the second step with a code of the app',
  detail:
    'Ends every other sign-in of the person. This sign-in counts as made with both steps once its token is refreshed.',
  http: ['POST', '/auth/mfa/confirm'],
  needs: 'signed-in',
  effect: 'act',
  stepUp: true,
  early: true,
  input: Strict({ code: TotpCode }),
  output: Strict({ recoveryCodes: RecoveryCodes }),
})
export const renewRecoveryCodes = operation({
  name: 'auth.renew-recovery-codes',
  summary: 'Make new recovery codes; the former ones are void',
  http: ['POST', '/auth/mfa/recovery-codes'],
  needs: 'signed-in',
  effect: 'act',
  stepUp: true,
  input: Strict({}),
  output: Strict({ recoveryCodes: RecoveryCodes }),
})
export const endMfa = operation({
  name: 'auth.end-mfa',
  summary: 'Take a second step away (one’s own, or by right of somebody whose phone is lost)',
  detail:
    'Of somebody else it needs `auth.end-mfa` and all that they hold. Ends their other sign-ins; where the role needs a second step, all of them.',
  http: ['POST', '/users/:personId/mfa/end'],
  needs: 'signed-in',
  effect: 'act',
  stepUp: true,
  input: Strict({ personId: Id }),
  output: Strict({ personId: Id }),
})
