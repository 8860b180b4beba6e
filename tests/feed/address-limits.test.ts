// What anybody may try is counted for their network address at every door: over HTTP and on sockets, for
// those who name nobody and for those who name somebody they are not.
import t from 'tap'
import { refresh, signIn } from '#auth/contract.ts'
import { Calls } from '#feed/calls.ts'
import { anyone } from '#kernel/scope.ts'
import type { Reply } from '#shared/frames.ts'
import { storesList } from '#stores/contract.ts'
import { terminalsEnrol } from '#terminals/contract.ts'
import { askHttp, request, runHub, type Answer } from '../support/hub.ts'
import { id } from '../support/stock.ts'

const statuses = async (times: number, ask: () => Promise<Answer>) => {
  const answers: Answer[] = []
  for (let i = 0; i < times; i += 1) answers.push(await ask())
  return answers.map(({ status }) => status)
}

t.test('each kind of try has its own limit for an address', async (t) => {
  const hub = await runHub(t, {
    LIMIT_SIGN_INS_PER_ADDRESS: '3',
    LIMIT_REFRESHES_PER_ADDRESS: '2',
    LIMIT_ENROLMENTS_PER_ADDRESS: '2',
    LIMIT_ANONYMOUS_CALLS_PER_ADDRESS: '4',
  })
  const anonymously = (authorization: string | null) =>
    askHttp(hub.url, authorization, storesList, {})
  t.same(await statuses(2, () => anonymously(null)), [401, 401])
  t.same(await statuses(3, () => anonymously('Bearer nonsense')), [401, 401, 429])
  const enrolling = () => askHttp(hub.url, null, terminalsEnrol, { code: 'AAAA-AAAA' })
  t.same((await statuses(3, enrolling)).at(-1), 429)
  const refreshing = () => request(hub.url, 'POST', '/auth/refresh', null, '{}')
  t.same(await statuses(3, refreshing), [401, 401, 429])
  t.equal(refresh.tries, 'refresh')

  const wrong = { login: 'nobody', password: 'wrong' }
  const signingIn = () => askHttp(hub.url, null, signIn, wrong)
  t.same(await statuses(2, signingIn), [401, 401])
  const heard: Reply[] = []
  const socket = new Calls(hub.kernel, (text) => heard.push(JSON.parse(text) as Reply))
  const call = { t: 'call' as const, op: signIn.name, input: wrong }
  const scope = { ...anyone('::ffff:127.0.0.1'), terminalId: id() }
  for (let i = 0; i < 2; i += 1) await socket.run(scope, { ...call, id: id() })
  t.match(heard, [
    { ok: false, problem: { type: '/problems/wrong-credentials' } },
    { ok: false, problem: { type: '/problems/too-many-requests' } },
  ])
  const { problem } = await signingIn()
  t.match(problem, { status: 429, type: '/problems/too-many-requests' })
  t.ok((problem?.retryAfterMs ?? 0) > 0)
})
