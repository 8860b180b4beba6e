// GS1 messages as a till meets them: every form of one pack reads the same, odd ones warn, broken ones
// name the place, and no text takes long.

import fc from 'fast-check'
import t from 'tap'
import { fullYear } from '#shared/gs1-meaning.ts'
import { type Gs1Answer, type Gs1Problem, type Gs1Reading, parseGs1 } from '#shared/gs1.ts'

const GTIN = '06291041500213'
const context = { referenceYear: 2026, currency: 'EGP' }
const parse = (text: string): Gs1Answer => parseGs1(text, context)

function reading(text: string): Gs1Reading {
  const answer = parse(text)
  if (!answer.ok) throw new Error(`${text}: ${answer.problem.detail}`)
  return answer.reading
}

function problem(text: string): Gs1Problem | undefined {
  const answer = parse(text)
  return answer.ok ? undefined : answer.problem
}

const warned = (text: string): string[] =>
  reading(text).warnings.map(({ code, ai }) => `${code} ${ai}`)

t.test('every way to write one pack reads the same', async (t) => {
  const forms = [
    `]C101${GTIN}10A-1\u001d1727022821S9`,
    `]d201${GTIN}10A-1^1727022821S9`,
    `]Q301${GTIN}10A-1{GS}1727022821S9`,
    `]J101${GTIN}10A-1\u241d1727022821S9\u001d`,
    `^01${GTIN}^10A-1^1727022821S9`,
    `01${GTIN}10A-1\u001d1727022821S9`,
    `(01)${GTIN}(10)A-1(17)270228(21)S9`,
    `(01) ${GTIN} (10) A-1 (17) 270228 (21) S9`,
    `https://id.gs1.org/01/${GTIN}/10/A-1/21/S9?17=270228`,
    `]Q1https://shop.example/p/gtin/${GTIN}/lot/A%2D1/ser/S9?17=270228#top`,
  ]
  for (const text of forms) {
    const { elements, ...rest } = reading(text)
    t.same(
      rest,
      { gtin: GTIN, lot: 'A-1', expiryOn: '2027-02-28', serial: 'S9', warnings: [] },
      text,
    )
    for (const { value, at } of elements.filter(({ ai }) => ai !== '10')) {
      t.equal(text.slice(at, at + value.length), value, 'its place in the text')
    }
  }
})

t.test('day 00 is the end of the month and the century slides', async (t) => {
  t.equal(reading(`(01)${GTIN}(17)280200`).expiryOn, '2028-02-29')
  t.equal(reading(`(01)${GTIN}(17)270200`).expiryOn, '2027-02-28')
  t.equal(reading(`(01)${GTIN}(15)991200`).bestBeforeOn, '1999-12-31')
  t.equal(reading(`(01)${GTIN}(7003)2703151830`).expiryOn, '2027-03-15')
  t.match(reading(`(01)${GTIN}(11)250101(13)250102(16)260101`), {
    producedOn: '2025-01-01',
    packedOn: '2025-01-02',
    sellByOn: '2026-01-01',
  })
  t.equal(reading(`(01)${GTIN}(8008)25010110`).producedOn, '2025-01-01')
  fc.assert(
    fc.property(fc.nat(99), fc.integer({ min: 1000, max: 9000 }), (two, now) => {
      const year = fullYear(two, now)
      return year % 100 === two && year - now <= 50 && now - year <= 50
    }),
  )
  t.equal(fullYear(77, 2026), 1977)
  t.equal(fullYear(76, 2026), 2076)
  t.equal(fullYear(20, 2080), 2120)
})

t.test('measures are kept exactly, in a finer unit if need be', async (t) => {
  const cases = [
    ['3103001250', 1250, 'KGM'],
    ['3100000002', 2000, 'KGM'],
    ['3105000195', 1950, 'GRM'],
    ['3153000750', 750, 'LTR'],
    ['3155000750', 7500, 'MLT'],
    ['3115000001', 10, 'MMT'],
    ['3145000001', 100, 'CMK'],
    ['3165000001', 10, 'LTR'],
    ['3202000150', 1500, 'LBR'],
    ['3571000125', 12_500, 'ONZ'],
    ['3012', 12_000, 'C62'],
  ] as const
  for (const [element, quantityMilli, unit] of cases) {
    t.match(reading(`]C101${GTIN}${element}`), { quantityMilli, unit, warnings: [] }, element)
  }
  t.same(warned(`]C101${GTIN}3205000001`), ['too-fine 3205'])
  t.same(warned(`]C101${GTIN}310300125030${2}`), ['several-quantities 30'])
  t.match(reading(`]C100123456789012345675` + `02${GTIN}3724`), {
    gtin: GTIN,
    contained: true,
    quantityMilli: 24_000,
    unit: 'C62',
    sscc: '123456789012345675',
    warnings: [],
  })
})

t.test('an amount is read in its own currency, else in the shop’s', async (t) => {
  const weighed = `]C101${GTIN}3103001250`
  t.match(reading(`${weighed}392202875`), { amountMinor: 2875, currency: 'EGP', warnings: [] })
  t.match(reading(`${weighed}3933${'414'}1250`), { amountMinor: 1250, currency: 'KWD' })
  t.match(reading(`${weighed}3920${'15'}`), { amountMinor: 1500 })
  t.match(reading(`${weighed}3923${'12500'}`), { amountMinor: 1250 })
  t.same(warned(`${weighed}3923${'12505'}`), ['too-fine 3923'])
  t.same(warned(`${weighed}3920${'9'.repeat(15)}`), ['too-fine 3920'])
  t.same(warned(`${weighed}3932${'999'}125`), ['currency-unknown 3932'])
  const answer = parseGs1(`${weighed}392202875`, { referenceYear: 2026 })
  t.match(answer, { reading: { warnings: [{ code: 'currency-unknown' }] } })
})

t.test('what contradicts itself is read with a warning', async (t) => {
  t.same(warned('(10)ABC'), ['needs 10'])
  t.same(warned(`(01)${GTIN}(02)${GTIN}`), ['needs 02', 'excludes 02'])
  t.same(warned(`(01)${GTIN}(10)A(10)B`), ['repeat-differs 10'])
  t.equal(reading(`(01)${GTIN}(10)A(10)B`).lot, 'A', 'the first one counts')
  t.same(warned(`(01)${GTIN}(17)270101(7003)2702011200`), ['dates-differ 7003'])
  t.same(warned(`(01)${GTIN}(17)250101(11)260101`), ['expires-before-made 17'])
  t.same(warned(`(01)${GTIN}(422)000`), ['value-doubtful 422'])
  t.same(warned(`(01)${GTIN}(89)X`), ['identifier-unknown 89'])
  t.same(warned(`]C101${GTIN}14260101`), ['identifier-unknown 14'], 'of known length')
  t.same(warned('(253)6291041500213(8030)AB'), ['serial-missing 253'])
  t.same(warned(`https://a.example/01/${GTIN}?10=A`), ['link-misplaced 10'])
  t.same(warned(`https://a.example/01/${GTIN}?21=A`), ['link-misplaced 21'])
  t.same(warned(`https://a.example/01/${GTIN}?99=A&99=A`), ['link-repeated 99'])
})

t.test('what cannot be read says why and where', async (t) => {
  const cases: [string, string, number][] = [
    ['', 'empty', 0],
    [']C1', 'empty', 3],
    ['x'.repeat(2049), 'too-long', 2048],
    [GTIN, 'not-gs1', 0],
    ['^01062910415002', 'value-length', 3],
    ['^0106291041500214', 'check-digit', 3],
    [`^01${GTIN}17271301`, 'date', 19],
    [`^01${GTIN}10A B`, 'value-characters', 19],
    [`^01${GTIN}10${'A'.repeat(21)}`, 'value-length', 19],
    [`^01${GTIN}891234`, 'identifier-unknown', 17],
    [`^01${GTIN}31X3`, 'identifier-unknown', 17],
    [`(01)${GTIN}(1)`, 'brackets', 18],
    [`(01)${GTIN}(10)`, 'value-missing', 22],
    [`(89)${'A'.repeat(91)}`, 'value-length', 4],
    ['(89)a b', 'value-characters', 4],
    [`(00)123456789012345675`.repeat(65), 'too-many', 1408],
    [`^${'2001'.repeat(65)}`, 'too-many', 257],
    ['https://a.example/about/us', 'link', 18],
    ['https://a.example', 'link', 8],
    [`https://a.example/01/${GTIN}/21/S/10/L`, 'link', 18],
    [`https://a.example/01/${GTIN}<`, 'link', 8],
  ]
  for (const [text, code, at] of cases) t.match(problem(text), { code, at }, text.slice(0, 40))
})

t.test('any text is answered, and quickly', async (t) => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', ']C1', '(', '^', 'https://a/'),
      (text, head) => {
        const answer = parse(head + text)
        return answer.ok ? answer.reading.elements.length > 0 : answer.problem.at >= 0
      },
    ),
    { numRuns: 1000 },
  )
  const attacks = [
    '(',
    '((01)',
    '\\(',
    '^',
    '%',
    '%2',
    '/01/',
    '&99=',
    '{GS',
    '10\u001d',
    '](',
    '9',
  ].flatMap((piece) =>
    ['', ']C1', '(10)', 'https://a/01/', `https://a/01/${GTIN}?99=`].map(
      (head) => head + piece.repeat(2048),
    ),
  )
  const started = performance.now()
  for (const attack of attacks) parse(attack.slice(0, 2048))
  t.ok(performance.now() - started < attacks.length * 10, 'under 10 ms each')
})
