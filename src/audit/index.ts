// The door of the trail: it keeps nothing of its own and reads what everyone writes.
import { reads, type Room } from '#kernel/room.ts'
import { auditList } from './contract.ts'
import { list } from './service.ts'

export const auditRoom: Room = {
  name: 'audit',
  entities: [],
  operations: [reads(auditList, list)],
}
