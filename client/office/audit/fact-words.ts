// What a kind of fact is called and which group it belongs to, so that a trail reads in plain words beside the exact name, and
// is searched by them.
import { useCallback } from 'react'
import { facts } from '../../words/en/facts.ts'
import { useSay } from '../../words/index.ts'

const groups = {
  sale: ['sale', 'parked-sale', 'reservation', 'approval'],
  invoice: ['invoice'],
  price: ['price', 'price-list', 'price-version', 'terminal-prices'],
  catalog: ['product', 'variant', 'category', 'barcode-rule'],
  stock: ['level', 'lot', 'warehouse', 'location'],
  cash: ['cash-session', 'drawer', 'z-report'],
  person: ['person', 'role'],
  signIn: [
    'session',
    'sign-in',
    'password',
    'pin',
    'reset',
    'mfa',
    'recovery-code',
    'recovery-codes',
    'proof',
    'signing-key',
  ],
  terminal: ['terminal', 'journal'],
  store: ['store', 'tax', 'tax-position'],
  customer: ['customer', 'customer-account', 'customer-group', 'stored-value'],
  report: ['report'],
} as const

export type KnownGroup = keyof typeof groups
export type FactGroup = KnownGroup | 'other'

export const factGroups = Object.keys(groups) as KnownGroup[]

/** `price.changed` belongs to `price`; what no group knows is `other`. */
export function factGroup(kind: string): FactGroup {
  const thing = kind.slice(0, kind.lastIndexOf('.'))
  return factGroups.find((each) => thingsOf(each).includes(thing)) ?? 'other'
}

/** What the facts of a group are about: the names before the dot. */
export const thingsOf = (group: KnownGroup): readonly string[] => groups[group]

type Facts = (typeof facts)['fact']
type FactKind = { [Thing in keyof Facts]: `${Thing}.${keyof Facts[Thing] & string}` }[keyof Facts]

/** Every kind there are words for. */
export const knownKinds: ReadonlySet<string> = new Set(
  Object.entries(facts.fact).flatMap(([thing, done]) =>
    Object.keys(done).map((each) => `${thing}.${each}`),
  ),
)
const isKnown = (kind: string): kind is FactKind => knownKinds.has(kind)

/** What happened, in words; the name of its group where this version does not know the kind. */
export function useFactWords(): (kind: string) => string {
  const say = useSay()
  return useCallback(
    (kind) => (isKnown(kind) ? say(`fact.${kind}`) : say(`auditOffice.groups.${factGroup(kind)}`)),
    [say],
  )
}
