// The hand-written table of application identifiers against the dictionary that GS1 publishes, where it
// is at hand.

import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { identifiers, isMeant, predefinedLength } from '#shared/gs1-identifiers.ts'

const DICTIONARY = new URL('../../../shared/data/gs1/gs1-syntax-dictionary.txt', import.meta.url)

type Entry = { flags: string; format: string; needs: string[]; excludes: string; key: string }

function readEntry(line: string): [string[], Entry] | undefined {
  const match = /^(\d+)(?:-(\d+))?\s+([*?]*)\s*(.*)$/.exec(line.replace(/#.*$/, '').trimEnd())
  if (match === null) return undefined
  const [, first = '', last = first, flags = '', rest = ''] = match
  const words = rest.split(/\s+/)
  const format = words.filter((word) => /^\[?[NXYZ]\.*\d/.test(word))
  const rules = words.filter((word) => /^(req|ex|dlpkey)/.test(word))
  const ais: string[] = []
  for (let ai = Number(first); ai <= Number(last); ai++) {
    ais.push(String(ai).padStart(first.length, '0'))
  }
  const entry = {
    flags,
    format: format.map((part) => part.replace(/,[a-z0-9,]*/, '')).join(' '),
    needs: rules.filter((rule) => rule.startsWith('req=')).map((rule) => rule.slice(4)),
    excludes: rules
      .filter((rule) => rule.startsWith('ex='))
      .join('')
      .slice(3),
    key: rules.filter((rule) => rule.startsWith('dlpkey')).join(''),
  }
  return [ais, entry]
}

t.test('formats, rules and link keys are those of the dictionary', async (t) => {
  if (!existsSync(DICTIONARY)) {
    t.comment('NOT CHECKED: the GS1 syntax dictionary is absent')
    return
  }
  const seen = new Set<string>()
  for (const line of readFileSync(DICTIONARY, 'utf8').split('\n')) {
    for (const ai of readEntry(line)?.[0] ?? []) {
      const entry = readEntry(line)?.[1]
      const mine = identifiers.get(ai)
      seen.add(ai)
      const format = mine?.parts.map(({ set, min, max, optional }) => {
        const part = `${set}${min === max ? '' : '..'}${max}`
        return optional ? `[${part}]` : part
      })
      const written = {
        flags: `${predefinedLength(ai) === undefined ? '' : '*'}${mine?.pathOnly === true ? '' : '?'}`,
        format: format?.join(' '),
        needs: mine?.needs.map((group) => group.map((one) => one.join('+')).join(',')),
        excludes: mine?.excludes.join(','),
        key:
          mine?.key === undefined
            ? ''
            : ['dlpkey', mine.key.map((one) => one.join(',')).join('|')].filter(Boolean).join('='),
      }
      t.same(written, entry, ai)
    }
  }
  t.same(new Set(identifiers.keys()), seen)
})

t.test('a pattern means the identifiers of its length only', async (t) => {
  t.ok(isMeant('310n', '3103'))
  t.ok(isMeant('01', '01'))
  t.notOk(isMeant('310n', '3203'))
  t.notOk(isMeant('31nn', '310'))
})
