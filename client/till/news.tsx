// The short notices of the till, each with the one thing to do about it. Never for what must be decided.
import { IconBan, IconBarcodeOff, IconCheck, IconTagOff } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { LocalName } from '#shared/names.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { toast } from '../ui/toast.tsx'
import { useSay } from '../words/index.ts'

const icon = { size: 20, stroke: 1.8, 'aria-hidden': true } as const

export function useNews() {
  const say = useSay()
  const { locale } = useLook()
  return useMemo(
    () => ({
      unknown: (code: string, search: () => void) =>
        toast({
          tone: 'bad',
          icon: <IconBarcodeOff {...icon} />,
          title: say('till.unknownBarcode', { code }),
          detail: say('till.nothingAdded'),
          action: { words: say('act.search'), onAct: search },
        }),
      lotUnknown: (lot: string, add: () => void) =>
        toast({
          tone: 'bad',
          icon: <IconBan {...icon} />,
          title: (
            <>
              {say('sell.lotUnknown')} <Code>{lot}</Code>
            </>
          ),
          detail: say('sell.lotUnknownDetail'),
          action: { words: say('sell.addAnyway'), onAct: add },
        }),
      noPrice: (names: LocalName) =>
        toast({
          tone: 'bad',
          icon: <IconTagOff {...icon} />,
          title: say('sell.noPrice', { name: nameIn(locale, names) }),
          detail: say('sell.noPriceDetail'),
        }),
      removed: (names: LocalName, undo: () => void, title = say('till.lineRemoved')) =>
        toast({
          tone: 'live',
          icon: <IconCheck {...icon} />,
          title,
          detail: nameIn(locale, names),
          action: { words: say('act.undo'), undo: true, onAct: undo },
        }),
      said: (title: string, detail?: string) =>
        toast({
          tone: 'live',
          icon: <IconCheck {...icon} />,
          title,
          ...(detail === undefined ? {} : { detail }),
        }),
      refused: (title: string, detail?: string) =>
        toast({
          tone: 'bad',
          icon: <IconBan {...icon} />,
          title,
          ...(detail === undefined ? {} : { detail }),
        }),
    }),
    [say, locale],
  )
}
