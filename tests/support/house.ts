// The floors of the house as functions: which file may import which. It reads no file, so that the
// tidy test can also try it on imports nobody has written.

import { dirname, join, normalize } from 'node:path'

/** Rooms, lowest first; an import goes down or stays. */
export const rooms = [
  'stores',
  'users',
  'auth',
  'terminals',
  'catalog',
  'prices',
  'stock',
  'customers',
  'stored-value',
  'approvals',
  'tills',
  'baskets',
  'invoices',
  'sales',
  'purchases',
  'reports',
  'audit',
  'feed',
]

// From a neighbour one takes its words, its arithmetic, its state, its tables and its verbs.
const lent = ['contract', 'rules', 'state', 'entities', 'service']
const printedForClient = ['contract', 'rules', 'state']
const assembly = ['src/app.ts', 'src/rooms.ts']

/** Where a file stands. `outside` is not ours to judge: tests, benches, migrations, packages. */
type Place =
  | { floor: 'shared' | 'kernel' | 'assembly' | 'process' | 'supervisor' | 'client' | 'outside' }
  | { floor: 'room'; room: string; piece: string }

export function placeOf(path: string): Place {
  const [top = '', second = '', ...rest] = path.split('/')
  if (top === 'client') return { floor: 'client' }
  if (top === 'workers') return { floor: 'process' }
  if (top !== 'src') return { floor: 'outside' }
  if (second === 'shared' || second === 'kernel' || second === 'supervisor') {
    return { floor: second }
  }
  if (assembly.includes(path)) return { floor: 'assembly' }
  // The seed and the proof of the books are programs of several files.
  if (rest.length === 0 || second === 'seed' || second === 'verify') return { floor: 'process' }
  const piece = rest.length === 1 ? (rest[0] ?? '').replace(/\.ts$/, '') : rest.join('/')
  return { floor: 'room', room: second, piece }
}

/** The repository path a specifier means, or undefined for a package. */
export function target(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier))
  return undefined
}

/** Why `file` may not import `specifier`, or undefined if it may. */
export function objection(file: string, specifier: string): string | undefined {
  const from = placeOf(file)
  const path = target(file, specifier)
  if (path === undefined) {
    const packaged = from.floor === 'shared' && !/^typebox(\/|$)/.test(specifier)
    return packaged ? 'shared imports typebox only' : undefined
  }
  const to = placeOf(path)
  switch (from.floor) {
    case 'outside':
    case 'process':
      return undefined
    case 'shared':
      return to.floor === 'shared' ? undefined : 'shared imports only itself'
    case 'kernel':
    case 'supervisor':
      return to.floor === from.floor || to.floor === 'shared' || to.floor === 'kernel'
        ? undefined
        : `${from.floor} knows no ${to.floor}`
    case 'client':
      return fromClient(to)
    case 'assembly':
      return to.floor === 'process' || to.floor === 'client' ? 'an import goes up' : undefined
    case 'room':
      return fromRoom(from, to)
  }
}

function fromClient(to: Place): string | undefined {
  if (to.floor === 'client' || to.floor === 'shared') return undefined
  // A contract may be of several files: what is sealed has its own.
  const piece = to.floor === 'room' ? to.piece.replace(/^\w+-contract$/, 'contract') : ''
  if (printedForClient.includes(piece)) return undefined
  return 'the client takes shared and a room’s contract, rules and state'
}

function fromRoom(from: { room: string }, to: Place): string | undefined {
  if (to.floor === 'shared' || to.floor === 'kernel') return undefined
  if (to.floor !== 'room') return `a room knows no ${to.floor}`
  if (to.room === from.room) return undefined
  if (rooms.indexOf(to.room) > rooms.indexOf(from.room)) return 'an import goes up'
  if (!lent.includes(to.piece)) return `${to.room} does not lend its ${to.piece}`
  return undefined
}
