// What a person reads in the terminal once the system runs: where to go, who can sign in, where the
// logs are. It only writes text.

import type { Person } from './child.ts'

export type Facts = {
  addresses: readonly string[]
  people: readonly Person[]
  redisKind: string
  dataDir: string
}

/** The lines to print, without a final line end. */
export function banner({ addresses, people, redisKind, dataDir }: Facts): string {
  const lines = ['', '  Mizan is ready', '']
  for (const address of addresses) lines.push(`  ${address}`)
  const [first = ''] = addresses
  lines.push(`  ${new URL('/docs', first).href}  what may be asked of it`, '')
  if (people.length > 0) {
    const rows = people.map(({ name, role, login, password }) => [name, role, login, password])
    lines.push(...table(['person', 'role', 'sign in as', 'password'], rows), '')
    lines.push('  Open the first address, choose a person, and sell something.', '')
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
