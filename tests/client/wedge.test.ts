// A scanner is told from a person by speed alone; what a person types is never lost and never taken for a scan.
import t from 'tap'
import { makeWedge, type Verdict, type Wedge, westernCharacter } from '../../client/ui/wedge.ts'

function type(wedge: Wedge, text: string, startMs: number, stepMs: number): Verdict[] {
  return [...text].map((character, i) =>
    wedge.stroke({ kind: 'character', text: character }, startMs + i * stepMs),
  )
}

t.test(
  'a fast burst ended by Enter is one scan, of which only the first key reached the page',
  async (t) => {
    const wedge = makeWedge()
    const verdicts = type(wedge, '5012345678900', 0, 5)
    t.same(verdicts[0], { do: 'pass' })
    t.ok(verdicts.slice(1).every(({ do: act }) => act === 'hold'))
    t.same(wedge.stroke({ kind: 'end' }, 65), { do: 'scan', text: '5012345678900' })
  },
)

t.test('typing at the speed of a person passes key by key, and Enter stays Enter', async (t) => {
  const wedge = makeWedge()
  t.ok(type(wedge, 'honey', 0, 90).every(({ do: act }) => act === 'pass'))
  t.same(wedge.stroke({ kind: 'end' }, 540), { do: 'pass' })
})

t.test(
  'two keys struck together are held only until the next one says it is a person',
  async (t) => {
    const wedge = makeWedge()
    type(wedge, 'ab', 0, 10)
    t.same(wedge.stroke({ kind: 'character', text: 'c' }, 200), { do: 'release' })
    t.same(wedge.quiet(), { do: 'pass' })
  },
)

t.test('two keys struck together and then silence are given back', async (t) => {
  const wedge = makeWedge()
  type(wedge, 'ab', 0, 10)
  t.same(wedge.quiet(), { do: 'release' })
})

t.test(
  'a scanner without an ending key is believed when the code is long, not when it is short',
  async (t) => {
    const wedge = makeWedge()
    type(wedge, '96385074', 0, 4)
    t.same(wedge.quiet(), { do: 'scan', text: '96385074' })
    type(wedge, '9638507', 1000, 4)
    t.same(wedge.quiet(), { do: 'release' })
  },
)

t.test('a burst after typing is a scan of the burst alone', async (t) => {
  const wedge = makeWedge()
  type(wedge, 'mil', 0, 120)
  type(wedge, '5012345678900', 1000, 5)
  t.match(wedge.stroke({ kind: 'end' }, 1066), { do: 'scan', text: '5012345678900' })
})

t.test('a code of three or fewer is a person with quick fingers', async (t) => {
  const wedge = makeWedge()
  type(wedge, '120', 0, 10)
  t.same(wedge.stroke({ kind: 'end' }, 30), { do: 'release' })
})

t.test('physical keys are read as Western whatever the layout', async (t) => {
  t.equal(westernCharacter('ش', 'KeyA', false, false), 'a')
  t.equal(westernCharacter('ِ', 'KeyA', true, false), 'A')
  t.equal(westernCharacter('٣', 'Digit3', false, false), '3')
  t.equal(westernCharacter('7', 'Numpad7', false, false), '7')
  t.equal(westernCharacter(']', 'BracketRight', false, true), '\u001D')
  t.equal(westernCharacter('ArrowLeft', 'ArrowLeft', false, false), null)
  t.equal(westernCharacter('c', 'KeyC', false, true), null)
})
