// Puts the wedge between the keyboard and the page: a scan is taken before any field or short cut sees it.
// It refuses to lose typing: what was held and turns out to be a person's is given back to the field.
import { makeWedge, type Stroke, type Verdict, wedgeLimits, westernCharacter } from './wedge.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

/** Listens on a window until the returned function is called. `onScan` gets the code as printed, with its separators. */
export function listenForScans(page: Window, onScan: (code: string) => void): () => void {
  const wedge = makeWedge()
  const replayed = new WeakSet<Event>()
  let held: KeyboardEvent[] = []
  let before: { field: Field; value: string } | null = null
  let timer = 0

  const act = (verdict: Verdict, event: KeyboardEvent | null) => {
    if (verdict.do === 'hold' || verdict.do === 'scan') {
      event?.preventDefault()
      event?.stopImmediatePropagation()
    }
    if (verdict.do === 'hold' && event) held.push(event)
    else {
      if (verdict.do === 'release') giveBack(page.document, held, replayed)
      held = []
    }
    if (verdict.do !== 'scan') return
    if (before) setValue(before.field, before.value)
    onScan(verdict.text)
  }

  const onKey = (event: KeyboardEvent) => {
    if (replayed.has(event) || event.isComposing || event.metaKey || event.altKey) return
    const stroke = event.repeat ? null : strokeOf(event)
    if (stroke === null) return
    page.clearTimeout(timer)
    const field = fieldOf(page.document)
    // What is typed into a field that hides it is never a code, and must not be told as one.
    if (field?.type === 'password') return
    const value = field?.value ?? ''
    const verdict = wedge.stroke(stroke, event.timeStamp)
    act(verdict, event)
    // The stroke that passes may be the first of a burst: remember the field as it is before it.
    if (verdict.do === 'pass') before = field ? { field, value } : null
    if (verdict.do === 'release') before = field ? { field, value: field.value } : null
    timer = page.setTimeout(() => act(wedge.quiet(), null), wedgeLimits.quietMs)
  }

  page.addEventListener('keydown', onKey, { capture: true })
  return () => {
    page.clearTimeout(timer)
    page.removeEventListener('keydown', onKey, { capture: true })
  }
}

// Shift alone is how a scanner types a capital: it is no stroke of its own.
function strokeOf(event: KeyboardEvent): Stroke | null {
  if (event.key === 'Shift' || event.key === 'Control') return null
  if (event.key === 'Enter' || event.key === 'Tab') return { kind: 'end' }
  const text = westernCharacter(event.key, event.code, event.shiftKey, event.ctrlKey)
  return text === null ? { kind: 'other' } : { kind: 'character', text }
}

function fieldOf(page: Document): Field | null {
  const active = page.activeElement
  return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active : null
}

// A field gets the characters as they were typed; a page that listens for keys gets the keys again.
function giveBack(page: Document, held: KeyboardEvent[], replayed: WeakSet<Event>): void {
  const field = fieldOf(page)
  if (field) {
    const start = field.selectionStart ?? field.value.length
    const end = field.selectionEnd ?? start
    const text = held.map(({ key }) => key).join('')
    setValue(field, field.value.slice(0, start) + text + field.value.slice(end))
    return
  }
  for (const { key, code, shiftKey } of held) {
    const again = new KeyboardEvent('keydown', {
      key,
      code,
      shiftKey,
      bubbles: true,
      cancelable: true,
    })
    replayed.add(again)
    const target = page.activeElement ?? page.body
    target.dispatchEvent(again)
  }
}

// React listens to the prototype's setter and to `input`; both are needed for a controlled field to notice.
function setValue(field: Field, value: string): void {
  const prototype = Object.getPrototypeOf(field) as object
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
