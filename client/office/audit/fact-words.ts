// Which group a kind of fact belongs to, so that a trail reads in plain words beside the exact name.

const groups = {
  sale: ['sale'],
  invoice: ['invoice'],
  price: ['price', 'price-list'],
  catalog: ['product', 'variant', 'category'],
  stock: ['level', 'lot', 'warehouse', 'location', 'stock', 'movement'],
  cash: ['cash-session', 'drawer'],
  person: ['person', 'role'],
  signIn: ['session', 'sign-in'],
  terminal: ['terminal'],
  store: ['store', 'tax'],
  customer: ['customer'],
  report: ['report'],
} as const

export type FactGroup = keyof typeof groups | 'other'

/** `price.changed` belongs to `price`; what no group knows is `other`. */
export function factGroup(kind: string): FactGroup {
  const thing = kind.slice(0, kind.lastIndexOf('.'))
  const found = Object.entries(groups).find(([, things]) =>
    (things as readonly string[]).includes(thing),
  )
  return (found?.[0] as FactGroup | undefined) ?? 'other'
}
