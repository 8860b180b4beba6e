// What a person chose for this device, in local storage. A lost or damaged record gives the defaults, never an error.
import type { Digits, Locale } from './locale.ts'

export type Settings = { locale: Locale; digits: Digits; volume: number }

const key = 'mizan.look'

/** The kept choice, else what the browser's languages suggest. */
export function readSettings(storage: Storage, languages: readonly string[]): Settings {
  const arabic = languages[0]?.toLowerCase().startsWith('ar') ?? false
  const fallback: Settings = { locale: arabic ? 'ar' : 'en', digits: 'latn', volume: 0.6 }
  try {
    return checked(JSON.parse(storage.getItem(key) ?? 'null'), fallback)
  } catch {
    return fallback
  }
}

/** Keeps the choice; a browser that refuses storage simply forgets it at the next start. */
export function keepSettings(settings: Settings, storage: Storage = localStorage): void {
  try {
    storage.setItem(key, JSON.stringify(settings))
  } catch {
    // Private windows may refuse; the choice still holds until the page closes.
  }
}

function checked(kept: unknown, fallback: Settings): Settings {
  if (typeof kept !== 'object' || kept === null) return fallback
  const { locale, digits, volume } = kept as Record<string, unknown>
  return {
    locale: locale === 'ar' || locale === 'en' ? locale : fallback.locale,
    digits: digits === 'arab' || digits === 'latn' ? digits : fallback.digits,
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : fallback.volume,
  }
}
