// Who works in the seed shop. Those who read Arabic see the digits that the store in Cairo shows.
import type { Person } from '#users/contract.ts'

type SeedPerson = Pick<Person, 'login' | 'name' | 'locale' | 'digits'> & {
  readonly roleId: 'admin' | 'manager' | 'cashier' | 'warehouse'
  /** Codes of the stores they work in; null means all. */
  readonly stores: readonly string[] | null
}

const english = { locale: 'en', digits: 'latn' } as const
const arabic = { locale: 'ar', digits: 'arab' } as const

export const people: readonly SeedPerson[] = [
  { login: 'karim', name: 'Karim Nabil', roleId: 'admin', stores: null, ...english },
  { login: 'dalia', name: 'Dalia Mansour', roleId: 'manager', stores: null, ...english },
  { login: 'amelia', name: 'Amelia Hart', roleId: 'cashier', stores: ['LON'], ...english },
  { login: 'youssef', name: 'يوسف عادل', roleId: 'cashier', stores: ['CAI'], ...arabic },
  { login: 'nadia', name: 'نادية كمال', roleId: 'warehouse', stores: ['CAI'], ...arabic },
]

/** Whether somebody has a PIN for tills: who agrees to something there, or takes a drawer over. */
export function typesPin({ roleId }: Pick<SeedPerson, 'roleId'>): boolean {
  return roleId !== 'warehouse'
}
