// The list of rooms, lowest floor first; the only list of features in the project.
import type { EntitySchema } from '@mikro-orm/postgresql'
import { kernelEntities } from '#kernel/entities.ts'
import type { Room } from '#kernel/room.ts'
import { approvalsRoom } from '#approvals/index.ts'
import { auditRoom } from '#audit/index.ts'
import { authRoom } from '#auth/index.ts'
import { basketsRoom } from '#baskets/index.ts'
import { catalogRoom } from '#catalog/index.ts'
import { customersRoom } from '#customers/index.ts'
import { feedRoom } from '#feed/index.ts'
import { invoicesRoom } from '#invoices/index.ts'
import { pricesRoom } from '#prices/index.ts'
import { reportsRoom } from '#reports/index.ts'
import { salesRoom } from '#sales/index.ts'
import { stockRoom } from '#stock/index.ts'
import { storedValueRoom } from '#stored-value/index.ts'
import { storesRoom } from '#stores/index.ts'
import { terminalsRoom } from '#terminals/index.ts'
import { tillsRoom } from '#tills/index.ts'
import { usersRoom } from '#users/index.ts'

export const rooms: readonly Room[] = [
  storesRoom,
  usersRoom,
  authRoom,
  terminalsRoom,
  catalogRoom,
  pricesRoom,
  stockRoom,
  customersRoom,
  storedValueRoom,
  approvalsRoom,
  tillsRoom,
  basketsRoom,
  invoicesRoom,
  salesRoom,
  reportsRoom,
  auditRoom,
  feedRoom,
]

/** Every table of the house. */
export const entities: EntitySchema[] = [
  ...kernelEntities,
  ...rooms.flatMap((room) => room.entities),
]
