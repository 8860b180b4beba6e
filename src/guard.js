// Every npm script starts here, on whatever Node the machine has, and is handed on to a Node that
// reads TypeScript by itself. It is plain JavaScript for that reason and does nothing else.

import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// Lower ones of 24 have known holes (CVE-2026-21710).
const least = [24, 14, 1]

/** @param {string} version */
function isNewEnough(version) {
  const parts = version.split('.').map(Number)
  const differing = least.findIndex((wanted, index) => parts[index] !== wanted)
  return differing === -1 || (parts[differing] ?? 0) > (least[differing] ?? 0)
}

/** The Node that npm put beside the other packages, if this machine has one. */
function packagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const root = dirname(import.meta.dirname)
  const path = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file)
  return existsSync(path) ? path : undefined
}

/** @param {string} node @param {string[]} args */
function handOver(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' })
  // The terminal gives Ctrl-C to both processes; only the child has something to put in order.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    console.error(`Mizan could not start ${node}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

const [script, ...args] = process.argv.slice(2)
if (!script) {
  console.error('Usage: node src/guard.js <script.ts> [arguments]')
  process.exit(1)
}

if (isNewEnough(process.versions.node)) {
  // A program that is also imported by others finds itself here: `import.meta.main` is this file's.
  const path = realpathSync(resolve(script))
  process.argv = [process.execPath, path, ...args]
  await import(pathToFileURL(path).href)
} else {
  const node = packagedNode()
  if (node === undefined) {
    console.error(
      `Mizan needs Node ${least.join('.')} or newer, and this is Node ${process.versions.node}.\n` +
        'Run `npm ci` without --omit=optional to let npm bring one along, or install a newer Node.',
    )
    process.exit(1)
  }
  handOver(node, [script, ...args])
}
