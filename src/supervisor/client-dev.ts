// The client under development: Vite's own server, which passes to the hub what is the hub's. The
// hub's address is the first argument, its own port the second.

import { join } from 'node:path'
import { createServer, type Plugin } from 'vite'
import { closeInOrder, giveUp, tellReady } from './child.ts'
import { repository } from './node-child.ts'

const [target = '', port = ''] = process.argv.slice(2)

// client/vite.config.ts knows which paths are the hub's; where the hub is, is known only here.
const aimed: Plugin = {
  name: 'mizan-hub-address',
  config(config) {
    for (const entry of Object.values(config.server?.proxy ?? {})) {
      if (typeof entry === 'object') Object.assign(entry, { target, secure: false })
    }
  },
}

try {
  const root = join(repository, 'client')
  const configFile = join(root, 'vite.config.ts')
  const server = await createServer({
    root,
    configFile,
    plugins: [aimed],
    server: { port: Number(port) },
  })
  await server.listen()
  closeInOrder(() => server.close())
  tellReady({ addresses: server.resolvedUrls?.local ?? [] })
} catch (error) {
  giveUp(error)
}
