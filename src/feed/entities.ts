// What hubs tell each other of the terminals connected to them. The table is unlogged: it is worth
// nothing after a restart, and nothing else reads it.
import { defineEntity, p } from '@mikro-orm/postgresql'

export const TerminalPresence = defineEntity({
  name: 'TerminalPresence',
  tableName: 'terminal_presence',
  properties: {
    terminalId: p.uuid().primary(),
    storeId: p.uuid(),
    state: p.text(),
    personId: p.uuid().nullable(),
    delayMs: p.integer().nullable(),
    queued: p.integer().nullable(),
    /** The hub it is connected to, which alone may say that it is gone. */
    hub: p.text(),
    at: p.datetime(3),
  },
})
