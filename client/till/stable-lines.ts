// Keeps the very objects of lines whose drawing would not change, so that a push repaints only the lines it concerns.
import { useRef } from 'react'
import type { LineView } from './view.ts'

export function useStableLines(fresh: readonly LineView[]): readonly LineView[] {
  const before = useRef(new Map<string, { text: string; line: LineView }>())
  const kept = new Map<string, { text: string; line: LineView }>()
  const lines = fresh.map((line) => {
    const text = JSON.stringify(line)
    const known = before.current.get(line.id)
    const entry = known?.text === text ? known : { text, line }
    kept.set(line.id, entry)
    return entry.line
  })
  before.current = kept
  return lines
}
