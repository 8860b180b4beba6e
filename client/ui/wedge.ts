// Tells the burst of a keyboard-wedge scanner from a person's typing, by its speed alone, so that a scan works
// wherever the focus is. It is pure: it sees strokes and times and says what to do with each; scan-listener.ts does it.

/** What arrives: the character typed (already in Western letters), an ending key, or something that is neither. */
export type Stroke = { kind: 'character'; text: string } | { kind: 'end' } | { kind: 'other' }

/**
 * What to do with the stroke. `pass`: it is typing. `hold`: keep it from the page, it may be a scan.
 * `scan`: keep it from the page and take `text`; its first character had already reached the focused field.
 * `release`: what was held until now was typing after all; give it back in order, then let this stroke pass.
 */
export type Verdict =
  | { do: 'pass' }
  | { do: 'hold' }
  | { do: 'scan'; text: string }
  | { do: 'release' }

export type WedgeLimits = {
  /** The longest pause inside a burst, in milliseconds; people need twice as long between two keys. */
  gapMs: number
  /**
   * How long nothing must arrive until an unended burst is decided, in milliseconds. Strokes bear the times at
   * which they were struck, but a busy machine hands them over late and in heaps: longer than such a wait, and
   * short enough that a scanner without an ending key is not felt to be slow.
   */
  quietMs: number
  /** The shortest code that is believed to be a scan. */
  leastLength: number
  /** Without an ending key a burst must be at least this long to be a scan. */
  leastUnendedLength: number
}

export const wedgeLimits: WedgeLimits = {
  gapMs: 35,
  quietMs: 200,
  leastLength: 4,
  leastUnendedLength: 8,
}

export type Wedge = {
  stroke(stroke: Stroke, atMs: number): Verdict
  /** Call when no stroke came for `quietMs`: a burst that will not end by itself is decided here. */
  quiet(): Verdict
}

/** Makes one judge of strokes; each page needs exactly one. */
export function makeWedge(limits: WedgeLimits = wedgeLimits): Wedge {
  let text = ''
  let lastAtMs = Number.NEGATIVE_INFINITY

  const forget = () => {
    text = ''
    lastAtMs = Number.NEGATIVE_INFINITY
  }

  // The first character of a burst cannot be known for one and is passed; the rest were held.
  const give = (): Verdict => ({ do: text.length > 1 ? 'release' : 'pass' })

  const take = (): Verdict => {
    const verdict: Verdict = { do: 'scan', text }
    forget()
    return verdict
  }

  return {
    stroke(stroke, atMs) {
      const fast = atMs - lastAtMs <= limits.gapMs
      if (stroke.kind === 'character') {
        if (fast) {
          text += stroke.text
          lastAtMs = atMs
          return { do: 'hold' }
        }
        const verdict = give()
        text = stroke.text
        lastAtMs = atMs
        return verdict
      }
      if (stroke.kind === 'end' && fast && text.length >= limits.leastLength) return take()
      const verdict = give()
      forget()
      return verdict
    },
    quiet() {
      if (text.length >= limits.leastUnendedLength) return take()
      const verdict = give()
      forget()
      return verdict
    },
  }
}

/**
 * The Western character of a physical key, for bursts that arrive while an Arabic layout is on.
 * `code` is KeyboardEvent.code; null when the key makes no character. Group separators come as Ctrl+].
 */
export function westernCharacter(key: string, code: string, shift: boolean, ctrl: boolean) {
  if (ctrl) return code === 'BracketRight' ? '\u001D' : null
  if (key === '\u001D') return key
  if (/^[\x20-\x7E]$/.test(key)) return key
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined && key.length > 0 && key !== 'Dead') {
    return shift ? letter : letter.toLowerCase()
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined && !shift) return digit
  return null
}
