// A service worker that could not be installed is asked for again, at longer and longer pauses; a new version of one
// that is there is offered, and starts only when somebody says so.
import t from 'tap'
import { keepWorker, pauseMs, type Update, type Workers } from '../../client/ui/worker.ts'

class Worker extends EventTarget {
  state: ServiceWorkerState
  readonly told: unknown[] = []

  constructor(state: ServiceWorkerState = 'installing') {
    super()
    this.state = state
  }

  postMessage(message: unknown): void {
    this.told.push(message)
  }

  become(state: ServiceWorkerState): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class Registration extends EventTarget {
  active: Worker | null = null
  waiting: Worker | null = null
  installing: Worker | null = null
}

/** A browser whose attempts to register go as told; the last one stands for all that follow. */
function browser(...attempts: (() => Registration)[]) {
  const pauses: number[] = []
  const offers: Update[] = []
  let reloads = 0
  let registered = 0
  let changed = () => {}
  const workers: Workers = {
    register: async () => {
      const attempt = attempts[Math.min(registered, attempts.length - 1)]
      registered += 1
      if (!attempt) throw new Error('no attempt')
      return attempt() as unknown as Awaited<ReturnType<Workers['register']>>
    },
    addEventListener: (_, listener) => (changed = listener),
  }
  const kept = keepWorker(
    workers,
    (update) => void offers.push(update),
    () => (reloads += 1),
    async (ms) => void pauses.push(ms),
  )
  const state = () => ({ registered, offers: offers.length, reloads })
  return { kept, pauses, offers, state, change: () => changed() }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))
const lost = () => {
  throw new TypeError('Failed to fetch')
}

t.test('a link that drops before or while it is installed costs a pause', async (t) => {
  const dropped = new Registration()
  const broken = new Worker()
  dropped.installing = broken
  const whole = new Registration()
  const worker = new Worker()
  whole.installing = worker
  const { kept, pauses, state } = browser(
    lost,
    lost,
    () => dropped,
    () => whole,
  )
  await turn()
  broken.become('redundant')
  await turn()
  worker.become('installed')
  await kept
  t.same(pauses, [3_000, 6_000, 12_000])
  t.same(state(), { registered: 4, offers: 0, reloads: 0 }, 'the first version is no new one')
  t.equal(pauseMs(99), 60_000)
})

t.test('a new version is offered and starts when somebody says so', async (t) => {
  const registration = new Registration()
  registration.active = new Worker('activated')
  const { kept, offers, state, change } = browser(() => registration)
  await kept
  const newer = new Worker()
  registration.installing = newer
  registration.dispatchEvent(new Event('updatefound'))
  await turn()
  t.equal(state().offers, 0)
  newer.become('installed')
  await turn()
  t.equal(state().offers, 1)
  t.same(newer.told, [])
  offers[0]?.()
  t.same(newer.told, [{ type: 'SKIP_WAITING' }])
  t.equal(state().reloads, 0)
  change()
  t.equal(state().reloads, 1)
})

t.test('a version that was already waiting is offered at once, a broken one never', async (t) => {
  const registration = new Registration()
  registration.active = new Worker('activated')
  registration.waiting = new Worker('installed')
  const { kept, state } = browser(() => registration)
  await kept
  t.equal(state().offers, 1)
  const broken = new Worker()
  registration.installing = broken
  registration.dispatchEvent(new Event('updatefound'))
  broken.become('redundant')
  await turn()
  t.equal(state().offers, 1)
})
