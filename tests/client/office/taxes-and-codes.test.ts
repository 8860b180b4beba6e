// Taxes of several parts, tax positions, and the rules for codes the shops print themselves, as they are typed in the back office.
import t from 'tap'
import type { Tax } from '#stores/contract.ts'
import {
  layoutOf,
  lengthOf,
  newRule,
  readLabel,
  ruleDraftOf,
  ruleFault,
  ruleOf,
} from '../../../client/office/barcode-rules/rule-draft.ts'
import {
  choosable,
  followingOf,
  mapFault,
  needsReason,
  newMapping,
  newPart,
  partFault,
  positionDraftOf,
  positionOf,
  taxDraftOf,
  taxOf,
} from '../../../client/office/taxes/tax-draft.ts'

const name = { en: 'VAT', ar: 'ضريبة' }
const two: Tax = {
  id: 't',
  name,
  parts: [
    { name, category: 'S', ratePpm: 140_000 },
    { name: { en: 'Levy', ar: 'رسم' }, category: 'S', ratePpm: 75_000 },
  ],
  exemptionReason: null,
}

t.test('a tax of several parts comes back as it was, and follows its name', async (t) => {
  const draft = taxDraftOf(two)
  t.strictSame(
    draft.parts.map(({ rate }) => rate),
    ['14', '7.5'],
  )
  const { id, ...rest } = two
  t.equal(id, 't')
  t.strictSame(taxOf(draft), rest)
  const renamed = taxOf({ ...draft, name: { en: 'Sales tax', ar: '' } })
  t.strictSame(
    renamed?.parts.map((part) => part.name.en),
    ['Sales tax', 'Levy'],
  )
})

t.test('a part has a rate that can be read, and none twice', async (t) => {
  const draft = taxDraftOf(two)
  const with3 = (part: Partial<ReturnType<typeof newPart>>) => {
    const added = { ...newPart(), ...part }
    return partFault(added, [...draft.parts, added])
  }
  t.equal(with3({ rate: '٥' }), undefined)
  t.equal(with3({ rate: '' }), 'rate')
  t.equal(with3({ rate: '-1' }), 'rate')
  t.equal(with3({ rate: '101' }), 'rate')
  t.equal(with3({ rate: '14.0' }), 'twice')
  t.equal(with3({ category: 'E', rate: 'whatever' }), undefined)
  const exempt = { ...taxDraftOf(null), name, parts: [{ ...newPart(), category: 'E' as const }] }
  t.ok(needsReason(exempt))
  t.match(taxOf({ ...exempt, reason: ' Article 29 ' }), {
    exemptionReason: 'Article 29',
    parts: [{ ratePpm: 0 }],
  })
  t.equal(taxOf({ ...draft, reason: 'left over' })?.exemptionReason, null)
  t.equal(taxOf({ ...draft, parts: [] }), undefined)
})

t.test('what follows a tax is said, and is chosen by what it follows', async (t) => {
  const from = '2026-12-31T22:00:00.000Z'
  const tax: Tax = { ...two, next: { taxId: 'next', from } }
  const next: Tax = { ...two, id: 'next' }
  t.equal(followingOf(two, [two, next], from), undefined)
  t.match(followingOf(tax, [tax, next], from), { tax: next, from, begun: true })
  t.match(followingOf(tax, [tax, next], '2026-12-31T21:59:59.999Z'), { begun: false })
  t.strictSame(choosable([tax, next], null), [tax])
  t.strictSame(choosable([tax, next], next.id), [tax, next], 'but what is chosen stays')
  t.strictSame(taxOf(taxDraftOf(tax)), taxOf(taxDraftOf(two)), 'it is no part of what is typed')
})

t.test('a position maps each tax once and never to itself', async (t) => {
  const position = { id: 'p', name, map: [{ fromTaxId: 'a', toTaxId: 'b' }] }
  const draft = positionDraftOf(position)
  t.strictSame(positionOf(draft), { name, map: position.map })
  t.equal(positionOf(positionDraftOf(null)), undefined)
  t.strictSame(positionOf({ name, map: [] }), { name, map: [] })
  const row = (fromTaxId: string | null, toTaxId: string | null) => {
    const added = { ...newMapping(), fromTaxId, toTaxId }
    const map = [...draft.map, added]
    return [mapFault(added, map), positionOf({ name, map }) !== undefined]
  }
  t.strictSame(row('b', 'c'), [undefined, true])
  t.strictSame(row('b', 'b'), ['same', false])
  t.strictSame(row('a', 'c'), ['twice', false])
  t.strictSame(row('b', null), [undefined, false])
})

t.test('a rule fills twelve digits and reads what a till reads', async (t) => {
  const rule = ruleOf(newRule)
  if (!rule) return t.fail('a whole rule')
  t.strictSame(ruleOf(ruleDraftOf(rule)), rule)
  t.equal(layoutOf(rule), '20 IIIII VVVVV C')
  t.equal(lengthOf(newRule), 12)
  t.equal(ruleFault({ ...newRule, prefix: '19' }), 'prefix')
  t.equal(ruleFault({ ...newRule, itemDigits: 4 }), 'length')
  t.equal(ruleFault({ ...newRule, valueCheck: true, itemDigits: 3, valueDigits: 6 }), 'guard')
  t.equal(ruleFault({ ...newRule, valueCheck: true, itemDigits: 4 }), undefined)
  t.equal(ruleOf({ ...newRule, unit: 'XX' }), undefined)
  t.equal(ruleOf({ ...newRule, decimals: null }), undefined)
  const price = ruleOf({ ...newRule, prefix: '٢١', value: 'price', decimals: 2 })
  t.match(price, { prefix: '21', value: 'price', decimals: 2 })
  const rules = price ? [rule, price] : []
  t.match(readLabel('2012345 012349', rules, 'EGP'), {
    kind: 'quantity',
    itemCode: '2012345',
    quantityMilli: 1234,
  })
  t.equal(readLabel('2012345012340', rules, 'EGP').kind, 'check')
  t.equal(readLabel('20123', rules, 'EGP').kind, 'none')
  t.equal(readLabel('2212345012343', rules, 'EGP').kind, 'plain')
})
