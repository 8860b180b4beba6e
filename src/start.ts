// `npm start` and `npm run dev`: the system this environment describes, in this terminal.

import { processEnvironment, readSettings } from '#kernel/config.ts'
import { refuse, runInTerminal } from './supervisor/terminal.ts'

try {
  const { dataDir, hubs, port } = readSettings(processEnvironment())
  const client = process.argv.includes('--dev') ? 'dev' : 'build'
  runInTerminal({ dataDir, hubs, port, client })
} catch (error) {
  refuse(error)
}
