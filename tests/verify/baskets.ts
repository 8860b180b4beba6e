// What baskets held and what was parked, changed by somebody with the owner's rights.
import type { Corruption } from './corruption.ts'

const key = `store_id || '|' || id as key`
const one = (where: string) => `ctid = (select ctid from reservation where ${where} limit 1)`

export const basketCorruptions: readonly Corruption[] = [
  {
    what: 'a hold of a lot of other goods',
    invariant: 4,
    check: 'a hold is of goods there are, and runs out after it began',
    plant: (sql) =>
      sql(`update reservation set lot_id = basket_id where ${one('true')} returning ${key}`),
  },
  {
    what: 'a hold made as old as another',
    invariant: 4,
    check: 'of the holds of a variant each has an age of its own, and a basket has one of a lot',
    plant: (sql) =>
      sql(`update reservation set at = (select min(at) from reservation where state = 'held')
            where at = (select max(at) from reservation where state = 'held') returning ${key}`),
  },
  {
    what: 'a hold said to have ended otherwise',
    invariant: 6,
    check: 'a hold is held, or ended once and told so',
    plant: (sql) =>
      sql(
        `update reservation set state = 'expired' where ${one(`state = 'released'`)} returning ${key}`,
      ),
  },
  {
    what: 'a hold used up by the sale of another basket',
    invariant: 6,
    check: 'a hold that was used up was sold to its basket',
    plant: (sql) =>
      sql(
        `update reservation set basket_id = id where ${one(`state = 'committed'`)} returning ${key}`,
      ),
  },
  {
    what: 'a parked sale completed by a sale of something else',
    invariant: 6,
    check: 'a parked sale was completed by a sale of its basket, and nobody has it open any more',
    plant: (sql) =>
      sql(`update parked_sale set sale_id = id where state = 'completed' returning ${key}`),
  },
]
