// Which face stands at which address for whom. Pure: it knows a person's permissions and what kind of
// terminal this browser is, and it never sends anyone to a face they cannot use.
import { audienceOf } from '#users/rules.ts'
import type { Terminal } from '#terminals/contract.ts'

export type Standing = {
  /** Null: nobody is signed in. */
  readonly permissions: readonly string[] | null
  /** Null: this browser is no enrolled terminal. */
  readonly terminal: Terminal['kind'] | null
  /** A second step must be set up before anything opens. */
  readonly mustEnrol: boolean
}

const SIGN_IN = '/sign-in'
const PAIR = '/pair'
const SECURITY = '/security'

/** Where a device or a person begins. */
export function home({ permissions, terminal, mustEnrol }: Standing): string {
  if (permissions === null) return SIGN_IN
  if (mustEnrol) return SECURITY
  if (terminal === 'till') return '/till'
  if (terminal === 'scanner') return '/scanner'
  return audienceOf(permissions) === 'manager' ? '/dashboard' : PAIR
}

/** The address to show instead of `path`; the same where it may be shown. */
export function wayTo(path: string, standing: Standing): string {
  const [, face = ''] = path.split('/')
  if (face === 'pair') return path
  if (standing.permissions === null) return SIGN_IN
  const start = home(standing)
  if (standing.mustEnrol) return start
  switch (face) {
    case '':
    case 'sign-in':
      return start
    case 'till':
    case 'scanner':
      return standing.terminal === face ? path : start
    case 'dashboard':
    case 'office':
      return audienceOf(standing.permissions) === 'manager' ? path : start
    default:
      return path
  }
}
