// The rules of the house that no linter knows: floors, names, sizes, and what may stand where.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import t from 'tap'
import { repository } from '#supervisor/node-child.ts'
import { objection, placeOf, rooms } from './support/house.ts'

const topLevel = new Set(
  [
    '.ci .dockerignore .env.example .gitignore .npmrc .oxfmtrc.json .oxlintrc.json CONTRIBUTING.md LICENSE',
    'README.md bench client deploy docs migrations src tests workers docker-compose.yml',
    'package-lock.json package.json tsconfig.json',
  ].flatMap((line) => line.split(' ')),
)
const vagueNames = /^(utils?|helpers?|common|lib|types?|misc)(\.|$)/
const longestFile = 300
const longestMedian = 90

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: repository,
  encoding: 'utf8',
})
const files = listed.split('\n').filter((file) => file && existsSync(join(repository, file)))
const text = new Map(files.map((file) => [file, readFileSync(join(repository, file), 'utf8')]))
const code = files.filter((file) => /\.(ts|tsx|js)$/.test(file))

/** Source without comments, so that a rule does not trip over a sentence about it. */
function bare(file: string): string {
  const source = text.get(file) ?? ''
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

function importsOf(file: string): string[] {
  const found = bare(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)
  return Array.from(found, (match) => match[1] ?? '')
}

function linesOf(file: string): number {
  return (text.get(file) ?? '').trimEnd().split('\n').length
}

/** Files of `within` whose bare code matches, except those named. */
function matching(pattern: RegExp, within: RegExp, ...except: string[]): string[] {
  return code.filter(
    (file) => within.test(file) && !except.includes(file) && pattern.test(bare(file)),
  )
}

t.test('an import goes down or stays', async (t) => {
  const objections = code.flatMap((file) =>
    importsOf(file).flatMap((specifier) => {
      const reason = objection(file, specifier)
      return reason === undefined ? [] : [`${file} -> ${specifier}: ${reason}`]
    }),
  )
  t.strictSame(objections, [])
})

t.test('the floors would notice', async (t) => {
  const refused = [
    ['src/stock/service.ts', '#sales/service.ts'],
    ['src/invoices/service.ts', '#sales/contract.ts'],
    ['src/sales/service.ts', '#stock/index.ts'],
    ['src/sales/service.ts', '#app.ts'],
    ['src/kernel/lane.ts', '#sales/rules.ts'],
    ['src/kernel/lane.ts', '../supervisor/child.ts'],
    ['src/shared/money.ts', '#kernel/clock.ts'],
    ['src/shared/money.ts', 'pg'],
    ['client/sales/page.tsx', '#sales/service.ts'],
    ['src/supervisor/system.ts', '../app.ts'],
  ] as const
  for (const [file, specifier] of refused) t.ok(objection(file, specifier), `${file} ${specifier}`)
  const allowed = [
    ['src/sales/service.ts', '#invoices/service.ts'],
    ['src/sales/service.ts', './totals.ts'],
    ['src/shared/money.ts', 'typebox/value'],
    ['client/sales/page.tsx', '#sales/rules.ts'],
    ['src/server.ts', './app.ts'],
    ['workers/main.ts', '#supervisor/child.ts'],
  ] as const
  for (const [file, specifier] of allowed)
    t.notOk(objection(file, specifier), `${file} ${specifier}`)
})

t.test('every folder of src is a room, the ground or the supervisor', async (t) => {
  const strangers = code.filter((file) => {
    const place = placeOf(file)
    return place.floor === 'room' && !rooms.includes(place.room)
  })
  t.strictSame(strangers, [])
})

t.test('the top level is closed', async (t) => {
  const tops = new Set(files.map((file) => file.split('/')[0] ?? ''))
  t.strictSame(
    Array.from(tops).filter((name) => !topLevel.has(name)),
    [],
  )
})

t.test('every program is told of', async (t) => {
  const { scripts } = JSON.parse(text.get('package.json') ?? '{}') as { scripts: object }
  const told = `${text.get('README.md')} ${text.get('CONTRIBUTING.md')}`
  const untold = Object.keys(scripts).filter((name) => !RegExp(`npm (run )?${name}\\b`).test(told))
  t.strictSame(untold, [])
})

t.test('no folder or file has a name that means nothing', async (t) => {
  const vague = files.filter((file) => file.split('/').some((part) => vagueNames.test(part)))
  t.strictSame(vague, [])
})

t.test('files are short', async (t) => {
  t.strictSame(
    code.filter((file) => linesOf(file) > longestFile),
    [],
  )
  const lengths = code.map(linesOf).sort((a, b) => a - b)
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0
  t.ok(median < longestMedian, `the median is ${median}`)
})

t.test('a file opens with what it is for', async (t) => {
  const silent = code.filter((file) => !/^(#!.*\n)?(\/\/ |\/\*)/.test(text.get(file) ?? ''))
  t.strictSame(silent, [])
})

t.test('the environment is read in one place', async (t) => {
  const readers = matching(/\bprocess\.env\b/, /^(src|workers|migrations|client|bench)\//)
  t.strictSame(readers, ['src/kernel/config.ts'])
})

t.test('the time is asked in one place', async (t) => {
  const askers = matching(/\bnew Date\(\s*\)|\bDate\.now\b/, /^(src|workers|migrations)\//)
  t.strictSame(askers, ['src/kernel/clock.ts'])
})

t.test('nothing waits for later and nothing is switched off', async (t) => {
  // Written apart, so that this file does not find itself.
  const later = new RegExp(['TO', 'DO|FIX', 'ME|@ts-', 'ignore|@ts-', 'expect-error'].join(''))
  const postponed = files.filter(
    (file) => /\.(ts|tsx|js|css|md|yml|sh)$/.test(file) && later.test(text.get(file) ?? ''),
  )
  t.strictSame(postponed, [])
  const skipped = matching(/\b(skip|only|todo)\b\s*[:(]\s*(true|'|")|\.(skip|only)\(/, /^tests\//)
  t.strictSame(skipped, [])
})

t.test('nothing names a place on one machine', async (t) => {
  const place = new RegExp(['(^|[^\\w.])/(wo', 'rk|ho', 'me|Us', 'ers|ro', 'ot)/\\w'].join(''))
  const named = files.filter((file) => basename(file) !== 'package-lock.json')
  t.strictSame(
    named.filter((file) => place.test(text.get(file) ?? '')),
    [],
  )
})
