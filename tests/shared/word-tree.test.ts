// Words are found by their beginnings whatever else is kept, and a tree that words were taken from is like a new one.
import fc from 'fast-check'
import t from 'tap'
import { WordTree } from '#shared/word-tree.ts'

// Few letters, so that many words begin alike and places are split.
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'س'), maxLength: 9 })

t.test('it finds what begins so, and nothing else', async (t) => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 200 }), word, (words, prefix) => {
      const tree = new WordTree()
      for (const each of words) tree.add(each)
      const wanted = words.filter((each) => each.startsWith(prefix))
      t.same([...tree.beginningWith(prefix)].toSorted(), wanted.toSorted())
      for (const each of words) tree.delete(each)
      t.same([...tree.beginningWith('')], [])
    }),
    { numRuns: 60 },
  )
})

t.test('a hundred thousand codes with the same first digits are no walk', async (t) => {
  const tree = new WordTree()
  for (let n = 0; n < 100_000; n += 1) tree.add(`6299${String(n).padStart(9, '0')}`)
  t.same([...tree.beginningWith('6299000012345')], ['6299000012345'])
  const startedMs = performance.now()
  for (let n = 0; n < 1000; n += 1) [...tree.beginningWith(`62990000${n}1234`)].join()
  t.ok(performance.now() - startedMs < 1000, 'a thousand look-ups within a second')
  const first = tree.beginningWith('62').next()
  t.match(first.value, /^6299/, 'and the first word comes without the others')
})
