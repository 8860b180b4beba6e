// The choice of currency and store as the address of the page keeps it on this device; every part of the dashboard
// reads the same one.
import { useCallback, useMemo } from 'react'
import type { Store } from '#stores/contract.ts'
import { useWatched } from '../link/react.ts'
import { Watched } from '../link/watched.ts'
import { type Choice, settled } from './choice.ts'

const KEY = 'mizan.dashboard.choice'

function kept(): Choice | null {
  try {
    const choice: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    return isChoice(choice) ? choice : null
  } catch {
    return null
  }
}

function isChoice(value: unknown): value is Choice {
  if (typeof value !== 'object' || value === null) return false
  const { currency, storeId } = value as Record<string, unknown>
  return typeof currency === 'string' && (storeId === null || typeof storeId === 'string')
}

const wish = new Watched<Choice | null>(typeof localStorage === 'undefined' ? null : kept())

export function useChoice(own: readonly Store[]): [Choice | null, (choice: Choice) => void] {
  const wanted = useWatched(wish)
  const choice = useMemo(() => settled(wanted, own), [wanted, own])
  const choose = useCallback((next: Choice) => {
    wish.set(next)
    try {
      localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // It holds while the page is open.
    }
  }, [])
  return [choice, choose]
}
