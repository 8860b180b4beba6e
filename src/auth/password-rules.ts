// What a new password must be, after NIST SP 800-63B: long enough, none that everybody tries first, and
// not the person's own name. Nothing is asked of its letters and digits beyond that.
import { Problem } from '#kernel/problems.ts'

/** The commonest of lists that leaked, and of keyboards, without what is the same part over and over. */
const common: readonly string[] = [
  'password password1 password12 password123 password1234 password12345 passwordpassword1',
  'passw0rd p@ssw0rd p@ssword p@$$w0rd motdepasse kennwort contraseña',
  'qwertyuiop qwertyuiop123 qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwerty123 qwerty123456',
  'qwertyuiop[] asdfghjkl asdfghjkl; zxcvbnm,./ 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv',
  '1qaz2wsx3edc4rfv5tgb 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y7u8i9o0p qazwsxedc qazwsxedcrfvtgb',
  'iloveyou iloveyou1 iloveyouforever letmein letmeinplease welcome welcome1 welcome123',
  'sunshine princess football baseball basketball superman batman starwars pokemon',
  'whatever trustno1 dragon monkey master shadow michael jennifer computer internet',
  'administrator administrator1 administrator123 adminadmin1 changeme changeme123 changemeplease',
  'correcthorsebatterystaple thisismypassword thisisapassword mypassword mypassword1 mypassword123',
  'nopasswordneeded secretpassword defaultpassword masterpassword forgotpassword',
  'abcdefghijklmnopqrstuvwxyz abcd1234 abc123456 a123456789 aa123456789 abcdefg1234567',
  'كلمةالسر كلمةالمرور كلمةسر القاهرة',
].flatMap((line) => line.split(' '))

const RUNS = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
]
const SHORTEST_NAME = 4

/** Of `abcabcabc`, the part `abc`; itself where nothing repeats to the end. */
function repeatedPart(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const part = text.slice(0, length)
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return part
  }
  return text
}

function isRun(text: string): boolean {
  return RUNS.some((run) => {
    const around = run.repeat(Math.ceil(text.length / run.length) + 1)
    return around.includes(text) || [...around].reverse().join('').includes(text)
  })
}

/** Whether a password is one that everybody tries first, or a run or repetition. */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
  const part = repeatedPart(plain)
  // A short part said again and again is as easy as the part; a long one said twice is not easier to guess.
  if (part.length <= SHORTEST_NAME) return true
  return [plain, part].some((each) => common.includes(each) || isRun(each))
}

function holdsName(password: string, names: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  const parts = names.flatMap((name) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .split(/[\s._-]+/),
  )
  const telling = [...names.map((name) => name.toLowerCase()), ...parts]
  return telling.some((part) => part.length >= SHORTEST_NAME && plain.includes(part))
}

/**
 * Throws `invalid-input` with a code unless this may be the password of somebody with these names. Its
 * length is in characters as Unicode counts them, after NFC.
 */
export function requireGoodPassword(
  password: string,
  names: readonly string[],
  characters: number,
): void {
  const refuse = (code: string, message: string) => {
    throw new Problem('invalid-input', { errors: [{ path: '/password', message, code }] })
  }
  const length = [...password.normalize('NFC')].length
  if (length < characters) refuse('password-short', `must have at least ${characters} characters`)
  if (isCommonPassword(password)) refuse('password-common', 'anybody would try this first')
  if (holdsName(password, [...names, 'mizan'])) refuse('password-name', 'must not hold a name')
}
