// The list of rooms, lowest floor first; the only list of features in the project.
import type { Room } from '#kernel/room.ts'

export const rooms: readonly Room[] = []
