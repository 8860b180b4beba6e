// The bounds that are part of what is spoken: every client knows them, and no setting of a hub can widen
// what others were built for. All other bounds are in kernel/allowances.ts.

export const bounds = {
  linesPerDocument: 2_000,
  /** Journal entries handed in by one call. */
  entriesPerPost: 50,
  /** Streams that one connection follows. */
  streamsPerHello: 200,
} as const
