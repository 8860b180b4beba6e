// The migrations and the entities describe the same tables, column for column.
import { MikroORM } from '@mikro-orm/postgresql'
import t from 'tap'
import { entities } from '#rooms.ts'
import { cloneDatabase } from '../support/database.ts'

t.test('a migrated database needs no change to fit the entities', async (t) => {
  const clientUrl = await cloneDatabase(t)
  const orm = await MikroORM.init({
    entities,
    clientUrl,
    ensureDatabase: false,
    // They are of src/rights.ts, not of the entities.
    schemaGenerator: { ignorePolicies: true },
  })
  t.teardown(() => orm.close(true))
  t.equal((await orm.schema.getUpdateSchemaSQL({ dropTables: false })).trim(), '')
})
