// What signing in leaves behind. No secret is kept as it was said: passwords are slow hashes, tokens
// fast ones, because a token is 256 random bits and a password is not.
import { defineEntity, p } from '@mikro-orm/postgresql'
import { PersonRow } from '#users/entities.ts'

export const CredentialRow = defineEntity({
  name: 'CredentialRow',
  tableName: 'credential',
  properties: {
    personId: () =>
      p
        .oneToOne(PersonRow)
        .mapToPk()
        .primary()
        .fieldName('person_id')
        .unique(false)
        .updateRule('no action')
        .deleteRule('no action'),
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

/** Attempts to sign in under a name, whether or not anybody has it. */
export const SignInTryRow = defineEntity({
  name: 'SignInTryRow',
  tableName: 'sign_in_try',
  properties: {
    login: p.text().primary(),
    tries: p.integer(),
    since: p.datetime(3).index('sign_in_try_since_index'),
  },
})

/** What a person types at a till to agree to something; never what signs them in. */
export const PinRow = defineEntity({
  name: 'PinRow',
  tableName: 'pin',
  properties: {
    personId: () =>
      p
        .oneToOne(PersonRow)
        .mapToPk()
        .primary()
        .fieldName('person_id')
        .unique(false)
        .updateRule('no action')
        .deleteRule('no action'),
    /** PHC string, argon2id. */
    hash: p.text(),
    changedAt: p.datetime(3),
  },
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
