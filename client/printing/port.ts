// What a printer is reached by, seen from the till: found again without asking, asked for once, sent bytes. Each job
// opens and closes it, so that a cable pulled between two customers is no matter.
import type { DeviceKey } from './printer-settings.ts'

export const troubles = [
  'unsupported',
  'not-chosen',
  'unplugged',
  'busy',
  'refused',
  'no-answer',
  'no-way-in',
  'failed',
] as const
export type PrinterTrouble = (typeof troubles)[number]

/** Why nothing was printed, in a word the client has a sentence for. */
export class PrinterFailure extends Error {
  readonly trouble: PrinterTrouble

  constructor(trouble: PrinterTrouble, cause?: unknown) {
    super(`the printer: ${trouble}`, { cause })
    this.trouble = trouble
  }
}

export type Device = {
  readonly key: DeviceKey
  /** Resolves when all has been taken; rejects with PrinterFailure. */
  readonly send: (bytes: Uint8Array, speed: number) => Promise<void>
}
export type Way = {
  /** Asks the person, which a browser allows in answer to a touch or a key only. */
  readonly request: () => Promise<Device>
  /** The device that was allowed before; null while it is not connected. */
  readonly find: (key: DeviceKey) => Promise<Device | null>
  /** Calls when a device comes or goes, until the returned function is called. */
  readonly listen: (heard: () => void) => () => void
}

/** The part of a browser's interface to devices that all of them share. */
export type Host = {
  addEventListener(name: 'connect' | 'disconnect', heard: () => void): void
  removeEventListener(name: 'connect' | 'disconnect', heard: () => void): void
}

/** A way to printers over an interface that the browser may lack. */
export function wayOver<H extends Host, D>(
  host: H | undefined,
  over: {
    readonly choose: (host: H) => Promise<D>
    readonly allowed: (host: H) => Promise<readonly D[]>
    readonly deviceOf: (found: D) => Device
  },
): Way {
  return {
    request: async () => {
      if (!host) throw new PrinterFailure('unsupported')
      const chosen = await over.choose(host).catch((error: unknown) => {
        const failure = failureOf(error)
        throw failure.trouble === 'unplugged' ? new PrinterFailure('not-chosen', error) : failure
      })
      return over.deviceOf(chosen)
    },
    find: async (key) => {
      if (!host) throw new PrinterFailure('unsupported')
      const devices = (await over.allowed(host)).map(over.deviceOf)
      return devices.find((each) => isSame(key, each.key)) ?? null
    },
    listen: (heard) => {
      host?.addEventListener('connect', heard)
      host?.addEventListener('disconnect', heard)
      return () => {
        host?.removeEventListener('connect', heard)
        host?.removeEventListener('disconnect', heard)
      }
    },
  }
}

/** Opens a device for one job and closes it again; rejects with PrinterFailure. */
export async function whileOpen(
  device: { open(): Promise<void>; close(): Promise<void> },
  job: () => Promise<void>,
): Promise<void> {
  try {
    await device.open()
    try {
      await job()
    } finally {
      await device.close()
    }
  } catch (error) {
    throw failureOf(error)
  }
}

// A printer takes a band in well under a second; one that is out of paper takes nothing.
const patienceMs = 12_000
const pieceBytes = 4096

/** Sends piece by piece; rejects with `no-answer` when a piece is not taken in time. */
export async function inPieces(
  bytes: Uint8Array,
  put: (piece: Uint8Array<ArrayBuffer>) => Promise<void>,
  waitMs = patienceMs,
): Promise<void> {
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    await inTime(put(new Uint8Array(bytes.slice(from, from + pieceBytes))), waitMs)
  }
}

async function inTime(done: Promise<void>, waitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PrinterFailure('no-answer')), waitMs)
  })
  try {
    await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}

/** What a browser's error means for the person. */
export function failureOf(error: unknown): PrinterFailure {
  if (error instanceof PrinterFailure) return error
  const name = error instanceof Error ? error.name : ''
  const troubles: Readonly<Record<string, PrinterTrouble>> = {
    NotFoundError: 'unplugged',
    DisconnectedError: 'unplugged',
    SecurityError: 'refused',
    NotAllowedError: 'refused',
    NetworkError: 'busy',
    InvalidStateError: 'busy',
  }
  return new PrinterFailure(troubles[name] ?? 'failed', error)
}

/** Whether a device is the one that was chosen; a serial number decides where both have one. */
function isSame(kept: DeviceKey, found: DeviceKey): boolean {
  if (kept.vendorId !== found.vendorId || kept.productId !== found.productId) return false
  if (kept.serialNumber === null || found.serialNumber === null) return true
  return kept.serialNumber === found.serialNumber
}
