// Which printer a terminal prints by, in local storage under the terminal's own key: a printer stands beside one till.
// A lost or damaged record means the browser prints, never an error.
import type { Id } from '#shared/ids.ts'
import { type PrinterProfile, profileOf } from './profiles.ts'

export const ways = ['browser', 'usb', 'serial'] as const
export type PrinterWay = (typeof ways)[number]
/** What a device is known again by; it may have no serial number. */
export type DeviceKey = {
  readonly vendorId: number | null
  readonly productId: number | null
  readonly serialNumber: string | null
  readonly name: string
}
export type PrinterSettings = {
  readonly way: PrinterWay
  readonly profileId: string
  /** Another width than the model's, in dots; null is the model's own. */
  readonly dots: number | null
  readonly device: DeviceKey | null
  /** Bits per second, for a serial port. */
  readonly speed: number
  /** Whether the drawer opens when cash is paid or given back. */
  readonly kick: boolean
  /** Both languages on paper; null leaves it to the shop's language. */
  readonly bothLanguages: boolean | null
}

export const speeds = [9600, 19_200, 38_400, 57_600, 115_200] as const
/** Widths that rolls of 58 and 80 mm are printed in. */
export const widths = [384, 512, 576] as const

export const plainSettings: PrinterSettings = {
  way: 'browser',
  profileId: 'default',
  dots: null,
  device: null,
  speed: 9600,
  kick: true,
  bothLanguages: null,
}

const keyOf = (terminalId: Id) => `mizan.printer.${terminalId}`

export function readPrinter(terminalId: Id, storage: Storage): PrinterSettings {
  try {
    return checked(JSON.parse(storage.getItem(keyOf(terminalId)) ?? 'null'))
  } catch {
    return plainSettings
  }
}

/** Keeps the choice; a browser that refuses storage forgets it at the next start. */
export function keepPrinter(terminalId: Id, settings: PrinterSettings, storage: Storage): void {
  try {
    storage.setItem(keyOf(terminalId), JSON.stringify(settings))
  } catch {
    // Private windows may refuse; the choice still holds until the page closes.
  }
}

/** The model with the width that was chosen; narrower or wider paper holds fewer or more columns. */
export function chosenProfile({ profileId, dots }: PrinterSettings): PrinterProfile {
  const profile = profileOf(profileId)
  if (dots === null || dots === profile.dots) return profile
  // The letters of the first font are 12 dots wide at least.
  const columns = Math.min(48, Math.floor((profile.columns * dots) / profile.dots))
  return { ...profile, dots, columns }
}

/** Arabic shops print both languages, others their own, which their printer writes by itself. */
export function bothLanguages(settings: PrinterSettings, locale: 'en' | 'ar'): boolean {
  return settings.bothLanguages ?? locale === 'ar'
}

function checked(kept: unknown): PrinterSettings {
  if (typeof kept !== 'object' || kept === null) return plainSettings
  const { way, profileId, dots, device, speed, kick, bothLanguages } = kept as Record<
    string,
    unknown
  >
  return {
    way: ways.find((each) => each === way) ?? plainSettings.way,
    profileId: typeof profileId === 'string' ? profileId : plainSettings.profileId,
    dots: widths.find((each) => each === dots) ?? null,
    device: deviceKey(device),
    speed: speeds.find((each) => each === speed) ?? plainSettings.speed,
    kick: typeof kick === 'boolean' ? kick : plainSettings.kick,
    bothLanguages: typeof bothLanguages === 'boolean' ? bothLanguages : null,
  }
}

function deviceKey(kept: unknown): DeviceKey | null {
  if (typeof kept !== 'object' || kept === null) return null
  const { vendorId, productId, serialNumber, name } = kept as Record<string, unknown>
  return {
    vendorId: typeof vendorId === 'number' ? vendorId : null,
    productId: typeof productId === 'number' ? productId : null,
    serialNumber: typeof serialNumber === 'string' ? serialNumber : null,
    name: typeof name === 'string' ? name : '',
  }
}
