// Offers a new version when one has been fetched. It never starts one by itself: a basket may be open.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useSay } from '../words/index.ts'
import { IconDisc } from './icon-disc.tsx'
import css from './update-offer.module.css'
import { browserWorkers, keepWorker, type Update } from './worker.ts'

// There is one worker for a page, however often this is drawn.
let waiting: Update | null = null
let keeping = false
const listeners = new Set<() => void>()

function offer(update: Update | null): void {
  waiting = update
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void): () => void {
  const workers = keeping ? undefined : browserWorkers()
  keeping = true
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  if (workers) void keepWorker(workers, offer, () => location.reload(), pause)
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function UpdateOffer() {
  const say = useSay()
  const update = useSyncExternalStore(subscribe, () => waiting)
  if (!update) return null
  return (
    <aside className={css.offer} role="status">
      <IconDisc tone="accent" round>
        <IconRefresh size={20} stroke={1.8} />
      </IconDisc>
      <div className={css.words}>
        <b>{say('update.title')}</b>
        <div>{say('update.detail')}</div>
      </div>
      <Button variant="default" onClick={() => offer(null)}>
        {say('act.close')}
      </Button>
      <Button onClick={update}>{say('update.start')}</Button>
    </aside>
  )
}
