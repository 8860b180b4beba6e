// Which price list the products page shows for a store, and which store for a list: they never disagree.
import t from 'tap'
import type { PriceList } from '#prices/contract.ts'
import { plainList } from '#prices/rules.ts'
import { listFor, shownLists, storeFor } from '../../../client/office/products/list-choice.ts'

const list = (id: string, currency: string, part: Partial<PriceList> = {}): PriceList => ({
  ...plainList,
  id,
  name: { en: id, ar: id },
  currency,
  ...part,
})
const maadi = { id: 'maadi', currency: 'EGP' }
const zamalek = { id: 'zamalek', currency: 'EGP' }
const london = { id: 'london', currency: 'GBP' }
const own = [london, maadi, zamalek]
const lists = shownLists([
  list('cairo', 'EGP'),
  list('sale', 'EGP', { priority: 9, storeIds: ['zamalek'] }),
  list('trade', 'EGP', { customerGroupIds: ['g'] }),
  list('london', 'GBP'),
  list('old', 'EGP', { active: false }),
  list('paris', 'EUR'),
])

t.test('a store shows its everyday list until one that holds in it is chosen', async (t) => {
  const shown = (store: typeof maadi | undefined, chosen: string | null) =>
    listFor(lists, store, own, chosen)?.id
  t.equal(shown(maadi, null), 'cairo', 'the list of a group is an exception')
  t.equal(shown(london, null), 'london')
  t.equal(shown(london, 'cairo'), 'london', 'another store has another list')
  t.equal(shown(zamalek, 'sale'), 'sale')
  t.equal(shown(maadi, 'sale'), 'cairo')
  t.equal(shown(maadi, 'paris'), 'paris', 'a list of no store can be written all the same')
  t.equal(shown(undefined, 'sale'), 'sale', 'before the stores are known')
  t.equal(listFor([], maadi, own, null), null)
})

t.test('a list shows a store in which it holds', async (t) => {
  const at = (id: string, store: typeof maadi | undefined) =>
    storeFor(
      lists.find((each) => each.id === id),
      store,
      own,
    )
  t.equal(at('sale', maadi), 'zamalek')
  t.equal(at('cairo', zamalek), 'zamalek', 'the store stays where it can')
  t.equal(at('cairo', london), 'maadi')
  t.equal(at('paris', maadi), 'maadi')
  t.equal(at('gone', undefined), undefined)
})
