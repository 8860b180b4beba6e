// The list of rooms, lowest floor first; the only list of features in the project.
import type { EntitySchema } from '@mikro-orm/postgresql'
import { kernelEntities } from '#kernel/entities.ts'
import type { Room } from '#kernel/room.ts'

export const rooms: readonly Room[] = []

/** Every table of the house. */
export const entities: EntitySchema[] = [
  ...kernelEntities,
  ...rooms.flatMap((room) => room.entities),
]
