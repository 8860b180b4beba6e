// `npm start` with stand-ins for the hub and the worker. Arguments: data folder, port of the hub.

import { refuse, runInTerminal } from '#supervisor/terminal.ts'

const [dataDir = '', port = ''] = process.argv.slice(2)
const script = 'tests/supervisor/stand-in.ts'
process.on('uncaughtException', refuse)
runInTerminal({ dataDir, port: Number(port), scripts: { hub: script, worker: script } })
