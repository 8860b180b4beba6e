// The door plate of people and roles.
import { reads, writes, type Room } from '#kernel/room.ts'
import {
  people,
  personChanged,
  roleChanged,
  roles,
  rolesSet,
  usersAdd,
  usersChange,
  usersList,
} from './contract.ts'
import { PersonRow, RoleRow } from './entities.ts'
import { add, change, list, load, setRole } from './service.ts'

export const usersRoom: Room = {
  name: 'users',
  entities: [RoleRow, PersonRow],
  operations: [
    reads(usersList, list),
    writes(usersAdd, add),
    writes(usersChange, change),
    writes(rolesSet, setRole),
  ],
  events: [personChanged, roleChanged],
  collections: [people, roles],
  loaders: [{ names: ['people', 'roles'], stream: 'company', load }],
}
