// The door plate of terminals.
import { acts, reads, writes, type Room } from '#kernel/room.ts'
import {
  terminalChanged,
  terminalRevoked,
  terminals,
  terminalsEnrol,
  terminalsInvite,
  terminalsList,
  terminalsRevoke,
} from './contract.ts'
import { InvitationRow, TerminalKeyRow, TerminalRow } from './entities.ts'
import { enrol, invite, list, load, revoke } from './service.ts'

export const terminalsRoom: Room = {
  name: 'terminals',
  entities: [TerminalRow, TerminalKeyRow, InvitationRow],
  cleared: ['invitation'],
  operations: [
    reads(terminalsList, list),
    acts(terminalsInvite, invite),
    acts(terminalsEnrol, enrol),
    writes(terminalsRevoke, revoke),
  ],
  events: [terminalChanged, terminalRevoked],
  collections: [terminals],
  loaders: [{ names: ['terminals'], stream: 'company', load }],
}
