// How this person on this terminal sees the app: language, digits, scheme, sound volume; kept on the device.
// It holds the direction of the page and nothing about who is signed in.
import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  useDirection,
} from '@mantine/core'
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react'
import { speak } from '../words/index.ts'
import { type Numerals, numerals } from './numerals.ts'
import { keepSettings, type Settings } from './settings.ts'
import { resolveVariables, theme } from './theme.ts'

type Look = Settings & {
  numerals: Numerals
  change(settings: Partial<Settings>): void
}

const LookContext = createContext<Look | null>(null)
const schemes = localStorageColorSchemeManager({ key: 'mizan.scheme' })

/** Wraps the whole app: Mantine with the theme, the direction of the language, and the numerals. */
export function LookProvider({
  initial,
  timeZone,
  children,
}: {
  initial: Settings
  /** The store's zone; the viewer's own when left out. */
  timeZone?: string
  children: ReactNode
}) {
  return (
    <DirectionProvider
      initialDirection={initial.locale === 'ar' ? 'rtl' : 'ltr'}
      detectDirection={false}
    >
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolveVariables}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
      >
        <Settled initial={initial} timeZone={timeZone}>
          {children}
        </Settled>
      </MantineProvider>
    </DirectionProvider>
  )
}

function Settled({
  initial,
  timeZone,
  children,
}: {
  initial: Settings
  timeZone: string | undefined
  children: ReactNode
}) {
  const [settings, setSettings] = useState(initial)
  const { setDirection } = useDirection()
  const { locale, digits } = settings

  useLayoutEffect(() => {
    document.documentElement.lang = locale
    setDirection(locale === 'ar' ? 'rtl' : 'ltr')
    void speak(locale, digits)
  }, [locale, digits, setDirection])

  const change = useCallback((next: Partial<Settings>) => {
    setSettings((now) => {
      const all = { ...now, ...next }
      keepSettings(all)
      return all
    })
  }, [])

  const look = useMemo(
    () => ({ ...settings, numerals: numerals(locale, digits, timeZone), change }),
    [settings, locale, digits, timeZone, change],
  )
  return <LookContext value={look}>{children}</LookContext>
}

export function useLook(): Look {
  const look = use(LookContext)
  if (!look) throw new Error('useLook needs a LookProvider above it')
  return look
}

export function useNumerals(): Numerals {
  return useLook().numerals
}
