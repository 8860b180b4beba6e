// The requests for approval, above everything else a manager looks at: the moment one comes it is seen, heard and
// felt; where nothing is asked there is nothing here.
import { useEffect, useMemo, useRef } from 'react'
import type { Id } from '#shared/ids.ts'
import type { Store as Shop } from '#stores/contract.ts'
import { useLink, useWatched } from '../../link/react.ts'
import { useLook } from '../../look/look.tsx'
import { play } from '../../look/sounds.ts'
import { useNowMs } from '../../ui/now.ts'
import { useSay } from '../../words/index.ts'
import { AskCard } from './ask-card.tsx'
import { askedListOf } from './asked-list.ts'
import css from './asks.module.css'
import { type ShownAsk, shownAsks, waitingOf } from './asks.ts'
import { useDecide } from './use-decide.ts'

/** The requests of these stores as they are now, and a sound for each new one. */
export function useAsks(own: readonly Shop[]): readonly ShownAsk[] {
  const link = useLink()
  const list = askedListOf(link.store, () => link.clock.nowMs())
  const key = own.map(({ id }) => id).join()
  useEffect(() => (key === '' ? undefined : list.follow(key.split(','))), [list, key])
  const asked = useWatched(list.asked)
  const tickMs = useNowMs()
  const offsetMs = link.clock.offsetMs
  const shown = useMemo(() => shownAsks(asked, tickMs + offsetMs), [asked, tickMs, offsetMs])
  useCall(shown)
  return shown
}

function useCall(shown: readonly ShownAsk[]): void {
  const { volume } = useLook()
  const heard = useRef(new Set<Id>())
  useEffect(() => {
    const news = waitingOf(shown).filter(({ approval }) => !heard.current.has(approval.id))
    for (const { approval } of news) heard.current.add(approval.id)
    if (news.length > 0) play('approval', volume)
  }, [shown, volume])
}

export function AsksList({ asks }: { asks: readonly ShownAsk[] }) {
  const say = useSay()
  const deciding = useDecide()
  return (
    <section
      className={asks.length > 0 ? css.asks : css.none}
      aria-label={say('board.asks.title')}
      aria-live="polite"
    >
      {asks.map((shown) => (
        <AskCard key={shown.approval.id} shown={shown} deciding={deciding} />
      ))}
    </section>
  )
}
