// Which streams a caller may follow: the company's, and those of the stores of its scope.
import type { Cursor } from '#shared/frames.ts'
import { COMPANY, storeOf, type StreamName } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Scope } from '#kernel/scope.ts'
import type { Follower } from './follower.ts'

/** Throws `forbidden` unless the scope may follow every stream, and `malformed` if one comes twice. */
export function permitStreams(scope: Scope, cursors: readonly Cursor[]): void {
  const names = cursors.map(({ stream }) => stream as StreamName)
  if (new Set(names).size < names.length) throw new Problem('malformed', 'A stream is named twice')
  if (!names.every((name) => mayFollow(scope, name))) {
    throw new Problem('forbidden', 'A stream of another store')
  }
}

/** Whether a scope would be allowed everything that is followed already. */
export function followsOnly(scope: Scope, followers: readonly Follower[]): boolean {
  return followers.every(({ channel }) => mayFollow(scope, channel.stream))
}

function mayFollow({ storeIds }: Scope, stream: StreamName): boolean {
  const storeId = storeOf(stream)
  return storeId === COMPANY || !storeIds || storeIds.includes(storeId)
}
