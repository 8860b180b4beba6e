// What a person may do, as a page knows it: it follows the role that the hub announces, and nothing works before a second
// step that the role needs.
import 'fake-indexeddb/auto'
import t, { type Test } from 'tap'
import type { SignedIn } from '#auth/contract.ts'
import { type Person, personChanged, type Role, roleChanged } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import { openLink } from '../../client/link/link.ts'
import { browserSurroundings } from '../../client/link/surroundings.ts'
import { webSocket } from '../../client/link/transport.ts'
import { FakeHub } from './support/fake-hub.ts'
import { id, quick, until } from './support/shop.ts'

const clerk = (permissions: string[]): Role => ({
  id: 'clerk',
  name: { en: 'Clerk', ar: 'كاتب' },
  permissions,
  limits: noLimits,
  needsMfa: false,
})
const nour: Person = {
  id: id(),
  login: 'nour',
  name: 'Nour',
  roleId: 'clerk',
  storeIds: null,
  locale: 'en',
  digits: 'latn',
  active: true,
}

async function meet(t: Test, given: Partial<SignedIn> = {}) {
  const hub = new FakeHub()
  t.teardown(() => hub.close())
  const origin = await hub.open()
  const signedIn = { accessToken: 'a.b.c', person: nour, permissions: ['sales.list'], ...given }
  const answer = { mustEnrol: false, ...signedIn }
  hub.http = () => ({ status: 200, body: answer })
  const surroundings = browserSurroundings()
  const name = id()
  const link = await openLink({ origin, open: webSocket(origin), name, surroundings, paces: quick })
  t.teardown(() => link.close())
  const held = () => {
    const { value } = link.session.state
    return value.kind === 'signed-in' ? value.permissions : null
  }
  return { hub, link, answer, held }
}

t.test('a role that is changed holds on an open page without a new token', async (t) => {
  const { hub, link, held } = await meet(t)
  hub.append('company', personChanged.name, nour)
  hub.append('company', roleChanged.name, clerk(['sales.list']))
  await link.session.signIn('nour', 'secret')
  await until(() => link.live.state.value.kind === 'live')
  const asked = hub.requests.length
  hub.append('company', roleChanged.name, clerk(['sales.list', 'sales.get']))
  await until(() => held()?.includes('sales.get') ?? false)
  hub.append('company', roleChanged.name, clerk([]))
  await until(() => held()?.length === 0)
  hub.append('company', personChanged.name, { ...nour, name: 'Nour Ali' })
  await until(() => {
    const { value } = link.session.state
    return value.kind === 'signed-in' && value.person.name === 'Nour Ali'
  })
  t.equal(hub.requests.length, asked, 'and without asking')
})

t.test('nobody greets with a token before their second step is set up', async (t) => {
  const { hub, link, answer, held } = await meet(t, { mustEnrol: true, permissions: [] })
  hub.append('company', personChanged.name, nour)
  hub.append('company', roleChanged.name, clerk(['sales.list']))
  await link.session.signIn('nour', 'secret')
  await until(() => link.live.state.value.kind === 'refused')
  t.equal(hub.hellos.length, 0)
  t.match(link.session.state.value, { kind: 'signed-in', mustEnrol: true })
  t.strictSame(held(), [])
  answer.mustEnrol = false
  answer.permissions = ['sales.list']
  await link.session.refresh()
  await until(() => link.live.state.value.kind === 'live')
  t.match(link.session.state.value, { mustEnrol: false })
  t.strictSame(held(), ['sales.list'])
})
