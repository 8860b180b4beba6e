// Customers: what is kept of them, and finding them by whatever they say of themselves.
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { customersGet, customersSearch, customersSet, type Customer } from '#customers/contract.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { plainCustomer } from '#customers/rules.ts'
import { openCompany, type Company } from '../support/catalog.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { id } from '../support/stock.ts'

const HOSTILE = new URL('../../../shared/data/hostile/blns.json', import.meta.url)

const aCustomer = (of: Partial<Customer> = {}): Customer => ({
  ...plainCustomer,
  id: id(),
  name: 'Mona Adel',
  ...of,
})

async function find(k: Company, text?: string): Promise<string[]> {
  const { rows } = await k.call(system, customersSearch, text === undefined ? {} : { text })
  return rows.map(({ name }) => name)
}

t.test('a customer is kept tidy, changed and read', async (t) => {
  const k = await openCompany(t)
  const mona = aCustomer({
    name: '  Mona\u202e  Adel ',
    phone: ' ',
    email: 'mona@example.com',
    address: '7 Tahrir Sq\nCairo',
  })
  await lawHolds(t, k.kernel, [], async () => {
    const kept = await k.call(system, customersSet, mona)
    t.same(kept, { ...mona, name: 'Mona Adel', phone: null, address: '7 Tahrir Sq Cairo' })
    t.same(await k.call(system, customersGet, { id: mona.id }), kept)
    const changed = await k.call(system, customersSet, { ...kept, archived: true })
    t.same(await k.call(system, customersGet, { id: mona.id }), changed)
  })
  t.same(await find(k, 'mona'), [], 'archived ones are not found')
  await refused(t, k.call(system, customersGet, { id: id() }), 'not-found')
  const bad = aCustomer({ name: '\u2066', email: 'nobody' })
  const { errors } = await refused(t, k.call(system, customersSet, bad), 'invalid-input')
  t.same(
    errors?.map(({ path }) => path),
    ['/name', '/email'],
  )
})

t.test('a customer is found by name, number and e-mail', async (t) => {
  const k = await openCompany(t)
  const people = [
    aCustomer({ name: 'Mona Adel', phone: '+20 (100) 123-4567', email: 'Mona.A@Example.com' }),
    aCustomer({ name: 'منى عادل', taxNumber: '123-456-789' }),
    aCustomer({ name: 'Zoë 100% Off_Ltd', phone: '٠١٢٢٢' }),
  ]
  for (const each of people) await k.call(system, customersSet, each)
  const [mona, muna, zoe] = people.map(({ name }) => name)
  t.same(await find(k, 'adel mon'), [mona])
  t.same(await find(k, 'مني'), [muna])
  t.same(await find(k, 'ZOE'), [zoe])
  t.same(await find(k, '0100 1234567'), [mona], 'without the country code')
  t.same(await find(k, '100 123 4567'), [mona])
  t.same(await find(k, '01222'), [zoe])
  t.same(await find(k, '456789'), [muna])
  t.same(await find(k, '123-456-789'), [muna])
  t.same(await find(k, 'mona.a@example'), [mona])
  t.same(await find(k, '%'), [], 'a wildcard means itself')
  t.same(await find(k, '_'), [])
  t.same(await find(k, 'a\\'), await find(k, 'a'))
  t.equal((await find(k)).length, 3)
  t.equal((await find(k, '  ')).length, 3)
})

t.test('pages neither repeat nor hide anybody', async (t) => {
  const k = await openCompany(t)
  const names = ['b', 'a', 'C', 'b', 'ا', 'b', 'é'].map((name, i) => `${name} ${i}`)
  for (const name of names) await k.call(system, customersSet, aCustomer({ name }))
  const whole = await find(k)
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await k.call(system, customersSearch, { limit: 2, ...(after && { after }) })
    seen.push(...page.rows.map(({ name }) => name))
    after = page.next ?? undefined
    if (seen.length === 2) await k.call(system, customersSet, aCustomer({ name: '0 first' }))
  } while (after)
  t.same(seen, whole)
  t.same(seen.toSorted(), names.toSorted())
  const strange = await k.call(system, customersSearch, { after: 'x' })
  t.equal(strange.rows.length, whole.length + 1, 'what is no cursor begins with the first')
})

t.test('customers are for those who may see them', async (t) => {
  const k = await openCompany(t)
  const nobody: Scope = { ...system, personId: id(), permissions: ['prices.*'] }
  await refused(t, k.call(nobody, customersSet, aCustomer()), 'forbidden')
  await refused(t, k.call(nobody, customersGet, { id: id() }), 'forbidden')
  await refused(t, k.call(nobody, customersSearch, {}), 'forbidden')
})

t.test('naughty names are kept harmless and found, or refused', async (t) => {
  if (!existsSync(HOSTILE)) {
    t.comment('NOT CHECKED: the list of naughty strings (hostile/blns.json) is absent')
    return
  }
  const k = await openCompany(t)
  const strings: string[] = JSON.parse(readFileSync(HOSTILE, 'utf8'))
  let kept = 0
  for (const text of strings) {
    const asked = k.call(system, customersSet, aCustomer({ name: text }))
    const customer = await asked.catch((problem) => t.equal(problem.slug, 'invalid-input') && null)
    if (!customer) continue
    kept += 1
    const query = [...customer.name].slice(0, 40).join('')
    const found = await k.call(system, customersSearch, { text: query, limit: 200 })
    if (!found.rows.some((row) => row.id === customer.id)) t.fail(JSON.stringify(customer.name))
  }
  t.ok(kept > 300, `${kept} of ${strings.length} were kept`)
})
