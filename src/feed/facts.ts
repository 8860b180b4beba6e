// Facts as frames: which audience sees which kind, and the text of a batch or of a skipped range. The
// bodies are JSON already and are spliced in as they are; nothing is parsed.
import { audiences, type Audience } from '#shared/contract.ts'
import type { StreamName } from '#shared/streams.ts'
import type { LogFact } from '#kernel/events.ts'
import type { Room } from '#kernel/room.ts'

/** The kinds of fact an audience sees. */
export type Kinds = ReadonlySet<string>

/** What each audience sees, as the rooms declare it; a kind nobody declares is seen by nobody. */
export function visibleKinds(rooms: readonly Room[]): ReadonlyMap<Audience, Kinds> {
  const declared = rooms.flatMap((room) => [
    ...(room.events ?? []),
    ...(room.collections ?? []).flatMap(({ changed, removed }) =>
      removed ? [changed, removed] : [changed],
    ),
    ...(room.folds ?? []).map(({ event }) => event),
  ])
  return new Map(
    audiences.map((audience) => [
      audience,
      new Set(declared.filter((kind) => kind.audience.includes(audience)).map(({ name }) => name)),
    ]),
  )
}

/** A fact as the hub keeps it for a while; `bytes` is what its body takes on the wire. */
export type HeldFact = LogFact & { readonly bytes: number }

export function held(fact: LogFact): HeldFact {
  return { ...fact, bytes: Buffer.byteLength(fact.body) }
}

export function skipText(stream: StreamName, from: number, to: number): string {
  return `{"t":"skip","stream":"${stream}","from":${from},"to":${to}}`
}

// The number, the kind, brackets and commas around a body.
const AROUND_FACT = 80
const AROUND_BATCH = 160

/** The text of one frame and the last number it covers. */
type FrameText = { readonly text: string; readonly to: number }

/**
 * The frames that cover `from`..`to`: batches of at most `frameBytes` (a single fact may be longer), or
 * one skip if the audience sees none of the facts.
 */
export function batchTexts(
  stream: StreamName,
  from: number,
  to: number,
  facts: readonly HeldFact[],
  kinds: Kinds,
  frameBytes: number,
): FrameText[] {
  const frames: FrameText[] = []
  let start = from
  let parts: string[] = []
  let bytes = AROUND_BATCH
  let last = from - 1
  const end = (at: number) => {
    const text = `{"t":"batch","stream":"${stream}","from":${start},"to":${at},"facts":[${parts.join(',')}]}`
    frames.push({ text, to: at })
    start = at + 1
    parts = []
    bytes = AROUND_BATCH
  }
  for (const { seq, kind, body, bytes: bodyBytes } of facts) {
    if (!kinds.has(kind)) continue
    if (parts.length && bytes + bodyBytes + AROUND_FACT > frameBytes) end(last)
    parts.push(`[${seq},"${kind}",${body}]`)
    bytes += bodyBytes + AROUND_FACT
    last = seq
  }
  if (parts.length) end(to)
  else frames.push({ text: skipText(stream, start, to), to })
  return frames
}
