// Passwords as argon2id PHC strings (RFC 9106). It hashes and compares; when it may do so is for
// `turns.ts` to say.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

const derive = promisify(argon2)
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32
const shape =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('base64')
    .replace(/={1,2}$/, '')

function phc(salt: Uint8Array, tag: Uint8Array): string {
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`
}

// The same letter may be typed as one character or as two, depending on the keyboard.
const written = (password: string) => Buffer.from(password.normalize('NFC'))

/** A new PHC string for a password, about 50 ms of work with 19 MiB. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES)
  const message = written(password)
  return phc(nonce, await derive('argon2id', { message, nonce, tagLength: TAG_BYTES, ...cost }))
}

/** Whether the password is the one behind a PHC string. A string that is none of ours throws. */
export async function isPassword(hash: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = shape.exec(hash) ?? []
  if (memory === undefined) throw new Error('a stored password hash cannot be read')
  const wanted = Buffer.from(tag, 'base64')
  const found = await derive('argon2id', {
    message: written(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: wanted.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return timingSafeEqual(found, wanted)
}

/** A hash no password has, so that an unknown name costs what a known one does. */
export const nobodysHash = phc(randomBytes(SALT_BYTES), randomBytes(TAG_BYTES))
