// Writes what was taken out of baskets into the journal, each once its undo has run out, also after a reload.
import { useEffect, useRef } from 'react'
import { saleVoidKind } from '#sales/contract.ts'
import { useLink, useWatched } from '../link/react.ts'
import { useNowMs } from '../ui/now.ts'
import type { Desk } from './desk.ts'
import { dueVoids } from './voids.ts'

export function useVoids(desk: Desk): void {
  const { journal } = useLink()
  const { voids, basket } = useWatched(desk.state)
  const nowMs = useNowMs()
  const writing = useRef(new Set<string>())
  useEffect(() => {
    for (const { body } of dueVoids(voids, basket.basketId, nowMs)) {
      if (writing.current.has(body.id)) continue
      writing.current.add(body.id)
      journal
        .append(saleVoidKind, body)
        .then(() => desk.voided(body.id))
        // It stays and is tried again: the journal says elsewhere why it does not write.
        .catch(() => writing.current.delete(body.id))
    }
  }, [journal, desk, voids, basket.basketId, nowMs])
}
