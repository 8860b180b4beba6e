// When the link became what it is, by this device's clock: for "since 10:40" on a bar that does not guess.
import { useEffect, useState } from 'react'
import type { LiveState } from '../link/live.ts'
import { useLink } from '../link/react.ts'

const kindOf = ({ kind }: LiveState): string => kind
const livenessOf = ({ kind }: LiveState): string => (kind === 'live' ? 'live' : 'not')

/** The instant at which the link came into its present state, in milliseconds since the epoch. */
export const useStateSince = (): number => useChangedAt(kindOf)
/** The instant at which the link was last gained or lost. */
export const useLossSince = (): number => useChangedAt(livenessOf)

function useChangedAt(aspectOf: (state: LiveState) => string): number {
  const { live } = useLink()
  const [atMs, setAtMs] = useState(() => Date.now())
  useEffect(() => {
    let known = aspectOf(live.state.value)
    return live.state.subscribe(() => {
      const aspect = aspectOf(live.state.value)
      if (aspect === known) return
      known = aspect
      setAtMs(Date.now())
    })
  }, [live, aspectOf])
  return atMs
}
