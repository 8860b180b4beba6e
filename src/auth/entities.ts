// What signing in leaves behind. No secret is kept as it was said: passwords are slow hashes, tokens
// fast ones, because a token is 256 random bits and a password is not.
import { defineEntity, p } from '@mikro-orm/postgresql'
import { PersonRow } from '#users/entities.ts'
import type { ProofKind } from './proof-contract.ts'

/** A row of which a person has one at most. */
const ownPerson = () =>
  p
    .oneToOne(PersonRow)
    .mapToPk()
    .primary()
    .fieldName('person_id')
    .unique(false)
    .updateRule('no action')
    .deleteRule('no action')

export const CredentialRow = defineEntity({
  name: 'CredentialRow',
  tableName: 'credential',
  properties: {
    personId: ownPerson,
    /** PHC string, argon2id. */
    hash: p.text(),
    changedAt: p.datetime(3),
  },
})

/** One sign-in and everything refreshed from it. */
export const SessionRow = defineEntity({
  name: 'SessionRow',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    personId: () =>
      p.manyToOne(PersonRow).mapToPk().fieldName('person_id').index('session_person_id_index'),
    terminalId: p.uuid().nullable(),
    address: p.text(),
    /** What the device said of itself; empty if nothing. */
    device: p.text(),
    /** What it was made with, and with what it was proved since. */
    proofs: p.json<ProofKind[]>(),
    /** When its token was last refreshed. */
    seenAt: p.datetime(3),
    /** When the person last showed who they are. */
    provedAt: p.datetime(3),
    startedAt: p.datetime(3),
    /** No refreshing leads beyond this. */
    expiresAt: p.datetime(3).index('session_expires_at_index'),
    endedAt: p.datetime(3).nullable(),
    endReason: p.text().nullable(),
  },
})

/** Every refresh token of a session, used ones included, so that a second use is recognised. */
export const RefreshTokenRow = defineEntity({
  name: 'RefreshTokenRow',
  tableName: 'refresh_token',
  properties: {
    /** SHA-256 of the token, hex. */
    hash: p.text().primary(),
    sessionId: () =>
      p
        .manyToOne(SessionRow)
        .mapToPk()
        .fieldName('session_id')
        .index('refresh_token_session_id_index')
        .deleteRule('cascade'),
    issuedAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
    /** The token after this one, readable only with this one in hand. */
    successor: p.text().nullable(),
  },
})

/** Attempts to sign in, counted under what they came as, whether or not anybody has the name. */
export const SignInTryRow = defineEntity({
  name: 'SignInTryRow',
  tableName: 'sign_in_try',
  properties: {
    /** `name <login>`, `device <hash>` and the like; see `attempts.ts`. */
    key: p.text().primary(),
    tries: p.integer(),
    since: p.datetime(3).index('sign_in_try_since_index'),
  },
})

/** What a person types at a till to agree to something; never what signs them in. */
export const PinRow = defineEntity({
  name: 'PinRow',
  tableName: 'pin',
  properties: {
    personId: ownPerson,
    /** PHC string, argon2id. */
    hash: p.text(),
    changedAt: p.datetime(3),
  },
})

/** Since when a PIN that was accepted before lets nobody in offline. It is set and moved on, never taken away. */
export const PinMarkRow = defineEntity({
  name: 'PinMarkRow',
  tableName: 'pin_mark',
  properties: { personId: ownPerson, at: p.datetime(3) },
})

/** Wrong PINs, counted for a login and for a terminal, whether or not anybody has the login. */
export const PinTryRow = defineEntity({
  name: 'PinTryRow',
  tableName: 'pin_try',
  properties: {
    /** `login:<login>` or `terminal:<id>`. */
    key: p.text().primary(),
    tries: p.integer(),
    since: p.datetime(3).index('pin_try_since_index'),
  },
})

/** The seed of a second step. Codes are checked by it; nobody is shown it a second time. */
export const TotpRow = defineEntity({
  name: 'TotpRow',
  tableName: 'totp',
  properties: {
    personId: ownPerson,
    /** Sealed for this person; see `seeds.ts`. */
    secret: p.text(),
    /** The newest step a code was taken of: each counts once. */
    lastStep: p.integer(),
    /** Null until a code has shown that the app has it. */
    confirmedAt: p.datetime(3).nullable(),
  },
})

/** Recovery codes that were not used yet. */
export const RecoveryCodeRow = defineEntity({
  name: 'RecoveryCodeRow',
  tableName: 'recovery_code',
  properties: {
    personId: () => p.manyToOne(PersonRow).mapToPk().primary().fieldName('person_id').index(false),
    hash: p.text().primary(),
  },
})

/** The open offer of a new password; a person has one at most. */
export const PasswordResetRow = defineEntity({
  name: 'PasswordResetRow',
  tableName: 'password_reset',
  properties: {
    personId: ownPerson,
    hash: p.text(),
    expiresAt: p.datetime(3),
  },
})

/** Devices on which a person signed in before; strangers cannot lock them out there. */
export const KnownDeviceRow = defineEntity({
  name: 'KnownDeviceRow',
  tableName: 'known_device',
  properties: {
    /** SHA-256 of the device token, hex. */
    hash: p.text().primary(),
    personId: () =>
      p.manyToOne(PersonRow).mapToPk().fieldName('person_id').index('known_device_person_id_index'),
    seenAt: p.datetime(3),
  },
})

/** Public halves of the keys that sign access tokens, so that every hub knows those of the others. */
export const SigningKeyRow = defineEntity({
  name: 'SigningKeyRow',
  tableName: 'signing_key',
  properties: {
    /** JWK thumbprint (RFC 7638). */
    kid: p.text().primary(),
    /** Raw Ed25519 public key, base64url. */
    publicKey: p.text(),
    /** Not before every hub has had time to hear of it. */
    signsFrom: p.datetime(3),
    /** When its last token is dead; null while it signs. */
    endsAt: p.datetime(3).nullable(),
  },
})
