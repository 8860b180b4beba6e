// The scan parser against the calls of GS1's own test suite, where they are at hand: what applies is
// counted, what does not is listed by kind.

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { checks, isOf } from '#shared/gs1-checks.ts'
import { predefinedLength } from '#shared/gs1-identifiers.ts'
import { percentDecode } from '#shared/gs1-link.ts'
import { type Gs1Element, parseGs1 } from '#shared/gs1.ts'

const VECTORS = new URL(
  '../../../shared/data/gs1/gs1_syntax_engine_vectors.ndjson.gz',
  import.meta.url,
)
const FLOOR = 5105
type Vector = { fn: string; args: (string | boolean | null)[] }

const linters: Readonly<Record<string, (text: string) => boolean>> = {
  csum: checks.checkDigit,
  csumalpha: checks.checkPair,
  cset82: (text) => isOf('X', text),
  cset39: (text) => isOf('Y', text),
  cset64: (text) => isOf('Z', text),
  csetnumeric: (text) => isOf('N', text),
  yymmdd: checks.date,
  yymmd0: checks.dateOrMonth,
  yyyymmdd: checks.longDate,
  yyyymmd0: checks.longDateOrMonth,
  hhmi: checks.time,
  hh: checks.hour,
  mi: checks.minute,
  ss: checks.second,
  iso3166: checks.country,
  iso3166999: checks.countryOrAny,
  iso3166alpha2: checks.countryLetters,
  iso4217: checks.currency,
  iso5218: checks.sex,
  winding: checks.winding,
  yesno: checks.yesNo,
  zero: checks.zero,
  nonzero: checks.nonZero,
  nozeroprefix: checks.noLeadingZero,
  hasnondigit: checks.nonDigit,
  hyphen: checks.minus,
  pcenc: checks.percentEncoded,
  importeridx: checks.importer,
  mediatype: checks.mediaType,
  pieceoftotal: checks.pieceOfTotal,
  posinseqslash: checks.positionOfEnd,
  latitude: checks.latitude,
  longitude: checks.longitude,
  iban: checks.iban,
}

// The engine writes FNC1 as ^, one in front and one behind every value of open length but the last.
function written(elements: readonly Gs1Element[]): string {
  return elements.reduce((text, { ai, value }, i) => {
    const before = elements[i - 1]
    const open = before === undefined || predefinedLength(before.ai) === undefined
    return `${text}${open ? '^' : ''}${ai}${value}`
  }, '')
}

/** Undefined: does not apply. Otherwise whether we agree. */
type Judge = (args: Vector['args']) => boolean | undefined
const parse = (text: string): ReturnType<typeof parseGs1> => parseGs1(text, { referenceYear: 2026 })
const isPlaceholder = (text: string): boolean => /^(inbuf|expbuf|buf|data)$/.test(text)

function judgeReading(expected: boolean, text: string, expectedText?: string): boolean {
  const answer = parse(text)
  if (!answer.ok || !expected) return answer.ok === expected
  return expectedText === undefined || written(answer.reading.elements) === expectedText
}

const judges: Readonly<Record<string, Judge>> = {
  test_parseAIdata: ([expected, text, raw]) =>
    isPlaceholder(String(text))
      ? undefined
      : judgeReading(expected === true, String(text), String(raw)),
  test_processAIdata: ([expected, text]) =>
    isPlaceholder(String(text)) ? undefined : judgeReading(expected === true, String(text)),
  test_validateAIs: ([expected, rule, text]) => {
    const answer = parse(String(text))
    if (!answer.ok) return false
    const codes: Record<string, string[]> = {
      validateAIrepeats: ['repeat-differs'],
      validateAImutex: ['excludes'],
      validateAIrequisites: ['needs'],
      validateDigSigRequiresSerialisedKey: ['serial-missing'],
    }
    const warned = answer.reading.warnings.some(({ code }) => codes[String(rule)]?.includes(code))
    return warned !== expected
  },
  test_parseDLuri: ([expected, text, raw]) => {
    const answer = parse(String(text))
    if (expected === true) return answer.ok && written(answer.reading.elements) === raw
    return !answer.ok || answer.reading.warnings.length > 0
  },
  test_testProcessScanData: ([expected, text, , data]) => {
    const read = String(data)
    if (expected === false) return judgeReading(false, String(text))
    if (/^https?:/i.test(read))
      return /^.{3}https?:|^.{3}HTTPS?:/.test(String(text))
        ? judgeReading(true, String(text))
        : undefined
    if (read.startsWith('^')) return judgeReading(true, String(text), read)
    const linear = /^(\d+)(?:\|\^(.*))?$/.exec(read)
    if (linear === null) return undefined
    return judgeReading(true, String(text), `^01${linear[1]?.padStart(14, '0')}${linear[2] ?? ''}`)
  },
  test_URIunescape: ([text, path, query]) =>
    percentDecode(String(text), false) === path && percentDecode(String(text), true) === query,
  UNIT_TEST_PASS: ([linter, text]) => judgeLinter(linter, text, true),
  UNIT_TEST_FAIL: ([linter, text]) => judgeLinter(linter, text, false),
}

function judgeLinter(linter: unknown, text: unknown, expected: boolean): boolean | undefined {
  const check = linters[String(linter).replace('gs1_lint_', '')]
  if (check === undefined || isPlaceholder(String(text))) return undefined
  return check(String(text)) === expected
}

// The engine's answer to some links depends on a switch of its own that the vectors do not record.
function contradictions(vectors: readonly Vector[]): ReadonlySet<string> {
  const answers = new Map<string, unknown>()
  const both = new Set<string>()
  for (const { fn, args } of vectors.filter((vector) => vector.fn === 'test_parseDLuri')) {
    const key = `${fn} ${args[1]}`
    if (answers.has(key) && answers.get(key) !== args[0]) both.add(key)
    answers.set(key, args[0])
  }
  return both
}

t.test('we agree with the vectors that apply', async (t) => {
  if (!existsSync(VECTORS)) {
    t.comment('NOT CHECKED: the GS1 vectors are absent')
    return
  }
  const lines = gunzipSync(readFileSync(VECTORS)).toString('utf8').trim().split('\n')
  const vectors = lines.map((line): Vector => JSON.parse(line))
  const both = contradictions(vectors)
  const outOfScope = new Map<string, number>()
  let agreed = 0
  let applied = 0
  for (const { fn, args } of vectors) {
    const contradicted = both.has(`${fn} ${args[1]}`)
    const verdict = contradicted ? undefined : judges[fn]?.(args)
    if (verdict === undefined) {
      const kind = contradicted ? 'depends on a switch of the engine' : kindOf(fn, args)
      outOfScope.set(kind, (outOfScope.get(kind) ?? 0) + 1)
      continue
    }
    applied++
    if (verdict) agreed++
    else t.comment(`disagreement: ${fn} ${JSON.stringify(args)}`)
  }
  t.comment(`${agreed} of ${applied} applicable vectors agree, of ${vectors.length} in all`)
  for (const [kind, count] of outOfScope) t.comment(`out of scope: ${count} × ${kind}`)
  t.equal(agreed, applied, 'no disagreement')
  t.ok(applied >= FLOOR, 'the reach does not shrink')
})

function kindOf(fn: string, [first]: Vector['args']): string {
  return fn.startsWith('UNIT_TEST') ? String(first) : fn
}
