// Scans for the task that is open, wherever the focus is, read against the device's own copy; and the sounds that
// answer them. One task at a time listens.
import { useCallback, useEffect, useRef } from 'react'
import { products, variants } from '#catalog/contract.ts'
import type { CatalogAccess } from '#catalog/rules.ts'
import { stores } from '#stores/contract.ts'
import { useLink } from '../link/react.ts'
import type { Store } from '../link/store.ts'
import { useLook } from '../look/look.tsx'
import { play, type Sound } from '../look/sounds.ts'
import { listenForScans } from '../ui/scan-listener.ts'
import { type Reading, readScan } from './scans.ts'

/** Calls back with each scanned text, once the copy it is looked up in has been read from the disk. */
export function useScans(onScan: (scanned: string) => void): void {
  const { store } = useLink()
  const latest = useRef(onScan)
  useEffect(() => {
    latest.current = onScan
  })
  useEffect(
    () =>
      listenForScans(window, (scanned) => {
        if (!store.filling.value) return latest.current(scanned)
        void store.filling.until((left) => left === null).then(() => latest.current(scanned))
      }),
    [store],
  )
}

/** Where a scan is looked up: the copy of the catalogue on this device. */
export function catalogOf(store: Store): CatalogAccess {
  return {
    variantsBy: (index, term) => store.find(variants, index, term),
    product: (id) => store.record(products, id),
  }
}

export function useReader(): (scanned: string) => Reading {
  const { store } = useLink()
  return useCallback(
    (scanned) => {
      const home = store.home.value
      const currency = home === null ? undefined : store.record(stores, home)?.currency
      const context = {
        referenceYear: new Date().getFullYear(),
        ...(currency === undefined ? {} : { currency }),
      }
      return readScan(catalogOf(store), scanned, context)
    },
    [store],
  )
}

export function useSounds(): (sound: Sound) => void {
  const { volume } = useLook()
  return useCallback((sound) => play(sound, volume), [volume])
}
