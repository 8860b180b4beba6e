// A password made for someone else: random, long enough, and of letters that nobody reads wrongly when it is passed on.

/** No 0 O, 1 l I, u v: thirty-two signs, so that five bits of a random byte choose one evenly. */
const signs = 'abcdefghjkmnpqrstwxyz23456789ACE'
const GROUPS = 4
const GROUP = 4
/** Random bytes that `passwordFrom` wants. */
export const PASSWORD_BYTES = GROUPS * GROUP

/** Eighty bits of the bytes as four groups of four signs. */
export function passwordFrom(bytes: Uint8Array): string {
  const letters = Array.from(bytes.slice(0, PASSWORD_BYTES), (byte) => signs[byte & 31] ?? '')
  const groups: string[] = []
  for (let at = 0; at < letters.length; at += GROUP) {
    groups.push(letters.slice(at, at + GROUP).join(''))
  }
  return groups.join('-')
}

export function newPassword(): string {
  return passwordFrom(crypto.getRandomValues(new Uint8Array(PASSWORD_BYTES)))
}
