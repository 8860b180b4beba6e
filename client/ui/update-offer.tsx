// Offers a new version when one has been fetched. It never starts one by itself: a basket may be open.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useRegisterSW } from 'virtual:pwa-register/react'
import { useSay } from '../words/index.ts'
import { IconDisc } from './icon-disc.tsx'
import css from './update-offer.module.css'

export function UpdateOffer() {
  const say = useSay()
  const { needRefresh, updateServiceWorker } = useRegisterSW()
  const [ready, setReady] = needRefresh
  if (!ready) return null
  return (
    <aside className={css.offer} role="status">
      <IconDisc tone="accent" round>
        <IconRefresh size={20} stroke={1.8} />
      </IconDisc>
      <div className={css.words}>
        <b>{say('update.title')}</b>
        <div>{say('update.detail')}</div>
      </div>
      <Button variant="default" onClick={() => setReady(false)}>
        {say('act.close')}
      </Button>
      <Button onClick={() => void updateServiceWorker(true)}>{say('update.start')}</Button>
    </aside>
  )
}
