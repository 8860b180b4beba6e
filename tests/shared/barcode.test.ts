// Barcodes: check digits, GTINs in fourteen digits, codes a shop prints itself, and real codes from a
// hundred thousand products.

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import t from 'tap'
import {
  checkDigitOf,
  classifyScan,
  expandUpcE,
  gtinFault,
  hasCheckDigit,
  isRestricted,
  toGtin14,
} from '#shared/barcode.ts'
import { hasCheckPair } from '#shared/check-digit.ts'
import { countryCodes } from '#shared/countries.ts'
import {
  isCompleteRule,
  readRestricted,
  type RestrictedRule,
  valueCheckDigit,
} from '#shared/restricted-codes.ts'

const PRODUCTS = new URL('../../../shared/data/products/', import.meta.url)

t.test('a check digit catches every single wrong digit', async (t) => {
  t.equal(checkDigitOf('629104150021'), '3')
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{13}$/),
      fc.nat(13),
      fc.integer({ min: 1, max: 9 }),
      (data, at, by) => {
        const code = data + checkDigitOf(data)
        const wrong = [...code].map((digit, i) =>
          i === at ? String((Number(digit) + by) % 10) : digit,
        )
        return hasCheckDigit(code) && !hasCheckDigit(wrong.join(''))
      },
    ),
  )
  t.notOk(hasCheckDigit('0'))
  t.notOk(hasCheckDigit('12a4'))
  t.notOk(hasCheckPair('a b22'))
})

t.test('a GTIN is kept in fourteen digits, and what is none is named', async (t) => {
  t.equal(toGtin14('96385074'), '00000096385074')
  t.equal(toGtin14('036000291452'), '00036000291452')
  t.equal(toGtin14('6291041500213'), '06291041500213')
  t.equal(toGtin14('16291041500210'), '16291041500210')
  t.equal(toGtin14('6291041500214'), undefined)
  t.equal(gtinFault('6291041500214'), 'check-digit')
  t.equal(gtinFault('62910415002'), 'length')
  t.equal(gtinFault('629104150021X'), 'characters')
  for (const digits of [8, 12, 13, 14]) {
    const zeros = '0'.repeat(digits)
    t.equal(gtinFault(zeros), 'zero')
    t.equal(toGtin14(zeros), undefined)
    t.match(classifyScan(zeros), { kind: 'code', fault: 'zero' })
  }
})

t.test('a short UPC-E stands for its UPC-A', async (t) => {
  t.equal(expandUpcE('04252614'), '042100005264')
  t.equal(expandUpcE('04252615'), undefined, 'wrong check digit')
  for (const [short, long] of [
    ['0123450', '01200000345'],
    ['0123453', '01230000045'],
    ['0123454', '01234000005'],
    ['0123459', '01234500009'],
  ] as const) {
    t.equal(expandUpcE(short + checkDigitOf(long)), long + checkDigitOf(long))
  }
  t.equal(expandUpcE('2123'), undefined)
  t.equal(expandUpcE('00000000'), undefined, 'no goods are numbered so')
})

const weighed: RestrictedRule = {
  prefix: '21',
  itemDigits: 5,
  valueCheck: false,
  valueDigits: 5,
  value: 'quantity',
  unit: 'KGM',
  decimals: 3,
}
const priced: RestrictedRule = {
  prefix: '22',
  itemDigits: 5,
  valueCheck: true,
  valueDigits: 4,
  value: 'price',
  decimals: 2,
}
const gtinOf = (digits: string): string => `0${digits}${checkDigitOf(digits)}`

t.test('a shop code carries the weight or the price its rule says', async (t) => {
  t.same(readRestricted(gtinOf('211234501250'), [weighed], 'EGP'), {
    kind: 'quantity',
    itemCode: '2112345',
    quantityMilli: 1250,
    unit: 'KGM',
  })
  t.same(readRestricted(gtinOf('221234592875'), [weighed, priced], 'EGP'), {
    kind: 'price',
    itemCode: '2212345',
    amountMinor: 2875,
  })
  t.same(readRestricted(gtinOf('221234512875'), [priced], 'EGP'), {
    kind: 'refused',
    reason: 'value-check',
  })
  t.same(readRestricted(gtinOf('221234592875'), [priced], 'KWD').kind, 'price')
  t.same(readRestricted(gtinOf('221234592875'), [priced], 'JPY'), {
    kind: 'refused',
    reason: 'value-too-fine',
  })
  const round = { ...priced, valueCheck: false, itemDigits: 6 }
  t.match(readRestricted(gtinOf('221234562800'), [round], 'JPY'), { amountMinor: 28 })
})

t.test('the longest prefix wins, and a code no rule knows is the product itself', async (t) => {
  const special = { ...weighed, prefix: '2112', itemDigits: 3, decimals: 2 }
  t.match(readRestricted(gtinOf('211234501250'), [weighed, special], 'EGP'), {
    quantityMilli: 12_500,
  })
  t.same(readRestricted(gtinOf('291234501250'), [weighed], 'EGP'), { kind: 'plain' })
  t.same(readRestricted(`1${gtinOf('211234501250').slice(1)}`, [weighed], 'EGP'), { kind: 'plain' })
  t.same(readRestricted(gtinOf('211234501250'), [{ ...weighed, itemDigits: 4 }], 'EGP'), {
    kind: 'plain',
  })
  t.notOk(isCompleteRule({ ...priced, valueDigits: 3, itemDigits: 6 }), 'no guard for three digits')
})

t.test('the guard digit of a price is the one the specification computes', async (t) => {
  t.equal(valueCheckDigit('2875'), '9')
  t.equal(valueCheckDigit('14685'), '6')
})

t.test('a scan is said to be what it is', async (t) => {
  t.same(classifyScan(' 6291041500213\r\n'), {
    kind: 'gtin',
    gtin: '06291041500213',
    format: 'ean-13',
  })
  t.match(classifyScan(']E06291041500213'), { kind: 'gtin', format: 'ean-13' })
  t.match(classifyScan(gtinOf('211234501250').slice(1)), { kind: 'restricted', format: 'ean-13' })
  t.match(classifyScan('20000004'.slice(0, 7) + checkDigitOf('2000000')), { kind: 'restricted' })
  t.match(classifyScan('04252614'), { kind: 'gtin', gtin: '00042100005264', format: 'upc-e' })
  t.same(classifyScan(']C0SHELF-7'), { kind: 'code', text: 'SHELF-7', fault: 'characters' })
  t.match(classifyScan('6291041500214'), { kind: 'code', fault: 'check-digit' })
  t.same(classifyScan('  '), { kind: 'refused', reason: 'empty' })
  t.same(classifyScan('1'.repeat(2049)), { kind: 'refused', reason: 'too-long' })
  const messages = [
    ']C10106291041500213',
    '(01)06291041500213',
    '0106291041500213',
    '00123456789012345675',
    'https://id.gs1.org/01/06291041500213',
    ']Q1https://id.gs1.org/01/06291041500213',
    '^10ABC',
    ']E06291041500213|]e010ABC',
  ]
  for (const text of messages) t.same(classifyScan(text), { kind: 'gs1', text }, text)
  t.ok(isRestricted('00212345678901'))
  t.notOk(isRestricted('06291041500213'))
  t.equal(new Set(countryCodes).size, 249)
})

function firstColumn(file: string): string[] | undefined {
  const url = new URL(file, PRODUCTS)
  if (!existsSync(url)) return undefined
  const lines = gunzipSync(readFileSync(url)).toString('utf8').split('\n').slice(1)
  return lines.map((line) => line.slice(0, line.indexOf(','))).filter((code) => /^\d+$/.test(code))
}

t.test('a hundred thousand real GTINs are GTINs', async (t) => {
  const codes = firstColumn('off_products_100k.csv.gz')
  if (codes === undefined) {
    t.comment('NOT CHECKED: the product file is absent')
    return
  }
  t.equal(codes.length, 100_000)
  t.same(
    codes.filter((code) => toGtin14(code)?.length !== 14),
    [],
  )
  const kinds = new Set(codes.map((code) => classifyScan(code).kind))
  t.same([...kinds].toSorted(), ['gtin', 'restricted'])
})

t.test('real invalid barcodes are refused by name', async (t) => {
  const codes = firstColumn('off_products_bad_gtin.csv.gz')
  if (codes === undefined) {
    t.comment('NOT CHECKED: the file of invalid barcodes is absent')
    return
  }
  t.equal(codes.length, 10_679)
  const counts: Record<string, number> = {}
  for (const code of codes) {
    const fault = gtinFault(code) ?? 'accepted'
    const name = fault === 'check-digit' && expandUpcE(code) !== undefined ? 'a UPC-E' : fault
    counts[name] = (counts[name] ?? 0) + 1
  }
  t.comment(JSON.stringify(counts))
  t.equal(counts['accepted'], undefined)
})
