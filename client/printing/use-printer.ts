// The printer of a terminal for the pages: one station each, however many components ask, and how it stands now.
import { useCallback } from 'react'
import type { Id } from '#shared/ids.ts'
import { useWatched } from '../link/react.ts'
import type { Job } from './escpos.ts'
import type { PrinterSettings } from './printer-settings.ts'
import { printInBrowser } from './paper-view.tsx'
import { drawPaper } from './raster.ts'
import { type Serial, serialWay } from './serial.ts'
import { type Standing, Station } from './station.ts'
import { type Usb, usbWay } from './usb.ts'

export type Printer = {
  readonly station: Station
  readonly settings: PrinterSettings
  readonly standing: Standing
  /** Prints by the chosen device, or by the browser; nobody waits for it. */
  readonly print: (job: Job) => void
}

const stations = new Map<Id, Station>()

export function stationOf(terminalId: Id): Station {
  const known = stations.get(terminalId)
  if (known) return known
  const browser: { usb?: Usb; serial?: Serial } = navigator as object
  const station = new Station({
    terminalId,
    storage: localStorage,
    ways: { usb: usbWay(browser.usb), serial: serialWay(browser.serial) },
    draw: drawPaper,
  })
  stations.set(terminalId, station)
  return station
}

export function usePrinter(terminalId: Id): Printer {
  const station = stationOf(terminalId)
  const settings = useWatched(station.settings)
  const standing = useWatched(station.standing)
  const print = useCallback(
    (job: Job) => {
      if (station.isDirect) void station.print(job)
      else printInBrowser(job.paper)
    },
    [station],
  )
  return { station, settings, standing, print }
}

/** Prints what is looked at once more; the browser prints the copy that `PrintedPaper` laid out. */
export function printAgain(terminalId: Id): void {
  const station = stationOf(terminalId)
  if (station.isDirect) void station.again()
  else window.print()
}
