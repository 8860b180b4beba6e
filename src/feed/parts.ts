// What sessions are given to work with: made once by the door of this room, handed to each connection.
import type { ByeReason } from '#shared/frames.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Admission } from './admission.ts'
import type { FollowingParts } from './following.ts'
import type { Session } from './session.ts'

export type FeedParts = FollowingParts & {
  readonly kernel: Kernel
  readonly admission: Admission
  readonly hubName: string
  /** Everybody who is connected, greeted or not. */
  readonly sessions: Set<Session>
  /** Counts a connection that the hub ended. */
  readonly ended: (reason: ByeReason) => void
}
