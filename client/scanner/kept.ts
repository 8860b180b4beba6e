// What a handheld was in the middle of, kept on the device at once, so that a reload or a crash loses nothing that
// was scanned or typed. A browser that refuses storage still works until the page closes.
import { useCallback, useState } from 'react'

const prefix = 'mizan.scanner.'

function read<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(prefix + name)
    return text === null ? fallback : (JSON.parse(text) as T)
  } catch {
    return fallback
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value))
  } catch {
    // Full or refused: the value still holds while the page is open.
  }
}

/** Like useState, but it is still there after a reload. */
export function useKept<T>(name: string, initial: () => T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const kept = read(name, initial())
    write(name, kept)
    return kept
  })
  const keep = useCallback(
    (next: T) => {
      write(name, next)
      setValue(next)
    },
    [name],
  )
  return [value, keep]
}
