// The service worker, by which a page opens while the hub is away: it is asked for again until it is there, because the
// browser itself asks only at the next load, and links often drop in a device's first seconds. A new version waits
// until somebody starts it.

/** The parts of the browser that are used, so that a test can stand in for them. */
export type Workers = {
  register(): Promise<Registration>
  addEventListener(type: 'controllerchange', listener: () => void): void
}
type Worker = Pick<
  ServiceWorker,
  'state' | 'postMessage' | 'addEventListener' | 'removeEventListener'
>
type Registration = {
  readonly active: Worker | null
  readonly waiting: Worker | null
  readonly installing: Worker | null
  addEventListener(type: 'updatefound', listener: () => void): void
}
/** Starts the new version in place of this one. */
export type Update = () => void

const FIRST_PAUSE_MS = 3_000
const LONGEST_PAUSE_MS = 60_000

/** Milliseconds before the attempt after this one (counted from 0). */
export function pauseMs(attempt: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10))
}

/** Sees to it that there is a worker; `offer` hears of each new version that waits, `reload` of one that started. */
export async function keepWorker(
  workers: Workers,
  offer: (update: Update) => void,
  reload: () => void,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  let offered = false
  const waits = (worker: Worker) => {
    // Whichever tab starts it, all of them must go on with it: the files of the old one are gone.
    if (!offered) workers.addEventListener('controllerchange', reload)
    offered = true
    offer(() => worker.postMessage({ type: 'SKIP_WAITING' }))
  }
  for (let attempt = 0; ; attempt += 1) {
    const registration = await workers.register().catch(() => null)
    if (registration && (await isThere(registration))) return watch(registration, waits)
    await pause(pauseMs(attempt))
  }
}

/** False if nothing can serve the page and what was being installed came to nothing. */
async function isThere({ active, waiting, installing }: Registration): Promise<boolean> {
  if (active || waiting) return true
  return installing !== null && (await settled(installing)) !== 'redundant'
}

function settled(worker: Worker): Promise<ServiceWorkerState> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'installing') return
      worker.removeEventListener('statechange', look)
      resolve(worker.state)
    }
    worker.addEventListener('statechange', look)
    look()
  })
}

function watch(registration: Registration, waits: (worker: Worker) => void): void {
  const { active, waiting } = registration
  if (waiting && active) waits(waiting)
  const found = async () => {
    const { installing } = registration
    if (!installing || (await settled(installing)) !== 'installed') return
    if (registration.active) waits(installing)
  }
  registration.addEventListener('updatefound', () => void found())
  if (registration.installing) void found()
}

/** The browser's own; undefined where there are no workers: on an insecure origin, and in development. */
export function browserWorkers(): Workers | undefined {
  const { serviceWorker } = navigator as Partial<Navigator>
  if (!serviceWorker || !import.meta.env.PROD) return undefined
  return {
    register: () => serviceWorker.register('/sw.js'),
    addEventListener: (type, listener) => serviceWorker.addEventListener(type, listener),
  }
}
