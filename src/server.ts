// The process of one hub: read the configuration, bring the tables up to date if asked to, open the
// hub, listen, and close with grace. What a hub is made of, `app.ts` knows.

import { processEnvironment, readConfig } from '#kernel/config.ts'
import { openHub } from './app.ts'
import { migrate } from './migrate.ts'
import { welcome } from './seed/welcome.ts'
import { closeInOrder, giveUp, tellReady } from './supervisor/child.ts'

try {
  const config = readConfig(processEnvironment())
  if (config.migrateAtStart) {
    await migrate(config.migrationsUrl ?? config.databaseUrl, config.databaseUrl)
  }
  const hub = await openHub(config)
  closeInOrder(() => hub.close())
  const shown = await welcome(hub.kernel, config)
  const address = await hub.listen()
  tellReady({ addresses: [address], ...shown })
} catch (error) {
  giveUp(error)
}
