// Until when a tile is true: now while the link is live, else the last moment it was, and without one it says that
// what is shown is this device's copy.
import { memo, useState } from 'react'
import { useLive } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { useNowMs } from '../ui/now.ts'
import { useSay } from '../words/index.ts'

export const AsOf = memo(function AsOf() {
  const say = useSay()
  const numerals = useNumerals()
  const live = useLive().kind === 'live'
  const nowMs = useNowMs()
  const [lastMs, setLastMs] = useState<number | null>(null)
  if (live && lastMs !== nowMs) setLastMs(nowMs)
  const atMs = live ? nowMs : lastMs
  if (atMs === null) return <Chip tone="off">{say('board.fromCopy')}</Chip>
  return (
    <Chip tone={live ? 'live' : 'off'} dot>
      {say('dashboard.asOf', { time: numerals.time(atMs, { seconds: true }) })}
    </Chip>
  )
})
