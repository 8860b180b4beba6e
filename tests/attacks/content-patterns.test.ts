// Text made to keep a pattern busy: every pattern of every contract, and every one that is written in the
// code of hub and client, against strings grown from what the pattern itself is looking for.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { repository } from '#supervisor/node-child.ts'
import { rooms } from '../../src/rooms.ts'

t.setTimeout(120_000)
/** Longer than any field; what is longer is refused before anybody looks for anything in it. */
const LONGEST = 8_192
const MOST_MS = 10

type Shape = {
  readonly pattern?: string
  readonly anyOf?: readonly Shape[]
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
}

function patternsOf(shape: Shape): string[] {
  return [
    ...(shape.pattern === undefined ? [] : [shape.pattern]),
    ...(shape.anyOf ?? []).flatMap(patternsOf),
    ...(shape.items ? patternsOf(shape.items) : []),
    ...Object.values(shape.properties ?? {}).flatMap(patternsOf),
  ]
}

/** What a pattern could get lost in: its own signs, alone and in pairs, many times, and then what ends it. */
function* attacksOn({ source }: RegExp): Generator<string> {
  const own = source.replace(/\\u\{?([0-9a-f]{4,5})\}?/gi, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  )
  const signs = [...new Set([...own, ...'a0A -_.,:;/\\"\'<>=\t\n\u0300\u0660ا'])].slice(0, 60)
  for (const sign of signs) {
    const flood = sign.repeat(LONGEST)
    yield flood
    yield `${flood}\u0001`
    yield `${own.slice(0, 8)}${flood}\u0001`
  }
  for (let i = 0; i + 1 < signs.length; i += 1) {
    yield `${`${signs[i]}${signs[i + 1]}`.repeat(LONGEST / 2)}\u0001`
    yield `${`${signs[0]}${signs[i]}`.repeat(LONGEST / 2)}\u0001`
  }
}

/** Milliseconds of work, whatever else the machine does meanwhile. */
function workOf(act: () => unknown): number {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** The attack that keeps the pattern longest, if any keeps it too long; asked again, so that no pause counts. */
function loses(pattern: RegExp): string | undefined {
  const at = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  for (const attack of attacksOn(pattern)) {
    const work = () => at.test(attack)
    if (workOf(work) < MOST_MS) continue
    const spent = Math.min(workOf(work), workOf(work), workOf(work))
    if (spent >= MOST_MS)
      return `${spent.toFixed(0)} ms for ${JSON.stringify(attack.slice(0, 12))}…`
  }
  return undefined
}

t.test('I7 every pattern of the contracts', async (t) => {
  const schemas = rooms.flatMap(({ operations, deciders = [], events = [] }) => [
    ...operations.flatMap(({ operation }) => [operation.input, operation.output]),
    ...deciders.map(({ kind }) => kind.body),
    ...events.map(({ body }) => body),
  ])
  const patterns = new Set(schemas.flatMap((schema) => patternsOf(schema as Shape)))
  t.ok(patterns.size > 10, `${patterns.size} patterns`)
  for (const pattern of patterns) t.equal(loses(new RegExp(pattern, 'u')), undefined, pattern)
})

// Where an expression may begin, a slash opens a pattern; a division stands after a value.
const literal =
  /(?:^|[=(,:[!&|?{};+]|\breturn|=>)\s*\/((?:[^/\\\n[*]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)\/([dgimsuvy]*)(?![\w/])/gm

/** The patterns a file of code writes out. */
function writtenIn(file: string): RegExp[] {
  const code = readFileSync(join(repository, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  return [...code.matchAll(literal)].flatMap(([, source = '', flags]) => {
    try {
      return [new RegExp(source, flags)]
    } catch {
      return []
    }
  })
}

t.test('I7 every pattern that hub, workers and client write out', async (t) => {
  const files = globSync('{src,client,workers}/**/*.{ts,tsx}', { cwd: repository }).sort()
  const seen = new Set<string>()
  for (const file of files.filter((each) => !each.includes('dist/'))) {
    for (const pattern of writtenIn(file)) {
      if (seen.has(String(pattern))) continue
      seen.add(String(pattern))
      const lost = loses(pattern)
      if (lost !== undefined) t.fail(`${file} ${String(pattern)}: ${lost}`)
    }
  }
  t.ok(seen.size > 100, `${seen.size} patterns in ${files.length} files`)
})

t.test('I7 a pattern that gets lost is found', async (t) => {
  for (const bad of [/\s+$/, /a*b$/, /[,;]+!$/]) t.ok(loses(bad), String(bad))
})
