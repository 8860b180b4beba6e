// That a name which stands twice in one object is found, whatever else stands in the text, and that nothing
// else is taken for one. Compared with a reader that does it the slow way, over texts made at random.
import t from 'tap'
import { repeatsName } from '#kernel/repeated-names.ts'

const repeats = (text: string) => repeatsName(text, JSON.parse(text))

t.test('a name twice is found at any depth and in any spelling', async (t) => {
  const texts = [
    '{"a":1,"a":1}',
    '{"a" :1,"a":2}',
    '{"a":1,"a"\n\t\r :2}',
    '{"a":1,"\\u0061":2}',
    '{"":1,"":2}',
    '{"b":[{"c":{"a":1,"a":[]}}]}',
    '[[],[{"a":{},"a":{}}]]',
    '{"a\\\\":1,"a\\\\":2}',
    '{"a\\\\":1,"a\\\\":":b"}',
    '{"a\\"":1,"a\\"":2}',
    '{"x":":)","a":1,"a":"\\":"}',
    '{"1":1,"1":2}',
    '{"__proto__":1,"__proto__":2}',
    '{"خبز":1,"خبز":2}',
    '{"a":{"b":1},"a":{"b":1}}',
    '{"x":"\\\\\\":","a":1,"a" : 2}',
  ]
  for (const text of texts) t.ok(repeats(text), text)
})

t.test('what only looks like it is taken', async (t) => {
  const texts = [
    'null',
    '1',
    '"a"',
    '[]',
    '{}',
    '{"a":1}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\"a\\":1"}',
    '{"a":":","b":[":",":a"]}',
    '{"a" : 1 , "b"\n:\t2}',
    '{"a":" : ","b":"\\\\"}',
    '{"a":1,"A":1,"á":1,"a\\u0301":1}',
    '{"__proto__":1,"constructor":2,"toString":{"__proto__":null}}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
  ]
  for (const text of texts) t.notOk(repeats(text), text)
  const deep = 50_000
  t.notOk(repeats(`${'{"a":['.repeat(deep)}${']}'.repeat(deep)}`), 'depth costs no stack')
})

/** The next of a row of whole numbers that is the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A text of JSON, and whether an object in it has a name twice. */
function madeBy(roll: (below: number) => number, depth = 0): { text: string; twice: boolean } {
  const blank = () => ['', '', '', ' ', '\n', '\t '][roll(6)] ?? ''
  const word = () =>
    JSON.stringify(['a', 'b', ':', ' :', '"', '\\', '\\"', '":', 'ك', ''][roll(10)] ?? '')
  // Without a backslash among its letters: V8 takes some such names for others.
  const name = () => ['"a"', '"\\u0061"', '":"', '" :"', '"ك"', '"b:"', '""'][roll(7)] ?? '""'
  const kind = depth > 4 ? roll(3) : roll(6)
  if (kind < 2) return { text: word(), twice: false }
  if (kind === 2) return { text: ['1', 'null', 'true', '-1e3'][roll(4)] ?? '', twice: false }
  const parts = Array.from({ length: roll(4) }, () => madeBy(roll, depth + 1))
  const below = parts.some(({ twice }) => twice)
  if (kind === 3) return { text: `[${parts.map(({ text }) => text).join(',')}]`, twice: below }
  const names = parts.map(name)
  const unlike = new Set(names.map((each) => JSON.parse(each) as string))
  const members = parts.map(({ text }, i) => `${blank()}${names[i]}${blank()}:${blank()}${text}`)
  return { text: `{${members.join(',')}}`, twice: below || unlike.size < names.length }
}

t.test('ten thousand texts are judged as a slow reader judges them', async (t) => {
  const roll = dice(20_261_123)
  let found = 0
  for (let i = 0; i < 10_000; i += 1) {
    const { text, twice } = madeBy(roll)
    if (twice) found += 1
    if (repeats(text) !== twice) return t.fail(text)
  }
  t.ok(found > 500, `${found} of them had one`)
})
