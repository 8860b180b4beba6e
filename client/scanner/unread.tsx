// What is said of a scan that means no product: the code itself, and what to do about it.
import { useCallback } from 'react'
import { Code } from '../ui/code.tsx'
import { useSay } from '../words/index.ts'
import type { Said } from './notice.tsx'
import type { Reading } from './scans.ts'

export function useUnread(): (reading: Exclude<Reading, { kind: 'found' }>) => Said {
  const say = useSay()
  return useCallback(
    (reading) =>
      reading.kind === 'unknown'
        ? {
            title: (
              <>
                {say('scan.unknown')} <Code>{reading.code.replace(/^0(?=\d{13}$)/, '')}</Code>
              </>
            ),
            detail: say('scan.unknownNext'),
          }
        : { title: say('scan.unreadable'), detail: say('scan.unreadableNext') },
    [say],
  )
}
