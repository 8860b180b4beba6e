// What a person reads in the terminal once the system runs: where to go, who can sign in, where the
// logs are. It only writes text.

import type { Pairing, Person } from './child.ts'

export type Facts = {
  addresses: readonly string[]
  people: readonly Person[]
  pairing: readonly Pairing[]
  redisKind: string
  dataDir: string
}

/** The lines to print, without a final line end. */
export function banner({ addresses, people, pairing, redisKind, dataDir }: Facts): string {
  const lines = ['', '  Mizan is ready', '']
  for (const address of addresses) lines.push(`  ${address}`)
  const [first = ''] = addresses
  lines.push(`  ${new URL('/docs', first).href}  what may be asked of it`, '')
  if (people.length > 0) {
    const rows = people.map(({ name, role, login, password, pin }) => {
      return [name, role, login, password, pin]
    })
    lines.push(...table(['person', 'role', 'sign in as', 'password', 'PIN'], rows), '')
  }
  if (pairing.length > 0) {
    const rows = pairing.map(({ place, device, code }) => [
      place,
      device,
      new URL(`/pair/${code}`, first).href,
    ])
    lines.push(
      '  A browser becomes a till or a scanner by opening its address once, within 15 minutes;',
      '  the back office makes new ones.',
      '',
      ...table(['store', 'device', 'open this'], rows),
      '',
    )
  }
  if (redisKind === 'js-redis-server') {
    lines.push(
      '  Warning: no Redis on this machine, so one in JavaScript stands in. It is for trying out:',
      '  install redis-server or valkey-server, or set REDIS_URL, before a shop depends on it.',
      '',
    )
  }
  lines.push(`  Data and logs are in ${dataDir}. Ctrl-C stops everything in order.`)
  return lines.join('\n')
}

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]): string =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}
