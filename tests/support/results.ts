// Reads what a test file prints (TAP) and makes of it what a person wants to know: which tests failed, and
// why. It counts tests, not assertions.

import { Parser, type Result } from 'tap-parser'
import { RACED, type Raced } from './rounds.ts'

export type Failure = { file: string; test: string; lines: string[] }

export type FileResult = {
  file: string
  passed: number
  skipped: number
  failures: Failure[]
  /** How the races of the file went. */
  raced: Raced[]
  tookMs: number
}

/** How the process of a file ended, in words if it did not end well by itself. */
export type Ending = { tookMs: number; trouble: string | null }

/** `write` takes what the file prints; `end` resolves to what came of it. */
export type ResultReader = { write(chunk: string): void; end(ending: Ending): FileResult }

export function readResults(file: string): ResultReader {
  const parser = new Parser({ name: file })
  const result = watch(parser)
  return {
    write: (chunk) => void parser.write(chunk),
    end({ tookMs, trouble }) {
      parser.end()
      result.tookMs = tookMs
      // A file can fail though its tests pass: it crashed, hung, or held no test at all.
      const empty = result.passed + result.skipped === 0 ? 'It held no test.' : null
      const odd = trouble ?? empty ?? (parser.ok ? null : 'Its report is not whole.')
      if (odd && result.failures.length === 0) {
        result.failures.push({ file, test: 'the file as a whole', lines: [odd] })
      }
      return result
    },
  }
}

function watch(fileParser: Parser): FileResult {
  const { name: file } = fileParser
  const result: FileResult = { file, passed: 0, skipped: 0, failures: [], raced: [], tookMs: 0 }
  let inner: string[] = []
  fileParser.on('child', (child: Parser) => {
    inner = []
    collectFailures(child, [], inner)
    child.on('comment', (comment: string) => {
      const said = comment.trim().replace(/^# /, '')
      if (said.startsWith(RACED)) result.raced.push(JSON.parse(said.slice(RACED.length)) as Raced)
    })
  })
  fileParser.on('assert', (outcome: Result) => {
    if (outcome.skip || outcome.todo) result.skipped += 1
    else if (outcome.ok) result.passed += 1
    else {
      const lines = inner.length > 0 ? inner : explain(outcome)
      result.failures.push({ file: result.file, test: outcome.name, lines })
    }
    inner = []
  })
  return result
}

// Only the innermost assertions say something; the tests around them fail because of those.
function collectFailures(parser: Parser, path: string[], into: string[]): void {
  let before = into.length
  parser.on('child', (child: Parser) => {
    before = into.length
    collectFailures(child, [...path, child.name], into)
  })
  parser.on('assert', (outcome: Result) => {
    const saidInside = into.length > before
    before = into.length
    if (outcome.ok || outcome.skip || outcome.todo || saidInside) return
    into.push([...path, outcome.name].join(' > '), ...explain(outcome))
    before = into.length
  })
}

function explain(outcome: Result): string[] {
  const diagnostics = (outcome.diag ?? {}) as Record<string, unknown>
  const lines: string[] = []
  for (const key of ['stack', 'diff', 'found', 'wanted', 'doNotWant', 'pattern']) {
    const value = diagnostics[key]
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (key === 'diff' || key === 'stack') lines.push(...text.trimEnd().split('\n'))
    else lines.push(`${key}: ${text}`)
  }
  for (const key of ['error', 'signal', 'exitCode', 'timeout', 'expired']) {
    const value = diagnostics[key]
    if (value !== undefined && value !== null) lines.push(`${key}: ${JSON.stringify(value)}`)
  }
  return lines.slice(0, 60)
}
