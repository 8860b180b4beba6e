// The application identifiers: the format of each value, which others it needs or excludes, and its
// place in a Digital Link. A table of facts, read once; it interprets nothing.

import { type CharacterSet, type CheckName, checks } from './gs1-checks.ts'

export type Part = {
  readonly set: CharacterSet
  readonly min: number
  readonly max: number
  readonly optional: boolean
  readonly check: CheckName | undefined
}

export type Identifier = {
  readonly ai: string
  readonly parts: readonly Part[]
  /** Each group must be met by one of its alternatives, an alternative by all of its identifiers. */
  readonly needs: readonly (readonly (readonly string[])[])[]
  /** Identifiers or patterns (`310n`) that may not stand beside it. */
  readonly excludes: readonly string[]
  /** For a primary key of a Digital Link: the orders its qualifiers may come in. */
  readonly key: readonly (readonly string[])[] | undefined
  /** Whether a Digital Link carries it in the path only. */
  readonly pathOnly: boolean
}

// One row: identifiers, parts, rules. A part is a character set, a length and a check, `?` if optional.
// A digit range in the identifier (`310[0-5]`) stands for each of its digits.
const rows = `
00 N18:checkDigit | key
01 N14:checkDigit | not=255,37 key=22+10+21,235
02 N14:checkDigit | not=01,03 needs=37
03 N14:checkDigit | not=01,02,37 path
10 X1-20 | needs=01,02,03,8006,8026
11 N6:dateOrMonth | needs=01,02,03,8006,8026
12 N6:dateOrMonth | needs=8020
13 N6:dateOrMonth | needs=01,02,03,8006,8026
15 N6:dateOrMonth | needs=01,02,03,8006,8026
16 N6:dateOrMonth | needs=01,02,03,8006,8026
17 N6:dateOrMonth | needs=01,02,03,255,8006,8026
20 N2 | needs=01,02,8006,8026
21 X1-20 | needs=01,03,8006 not=235 path
22 X1-20 | needs=01 path
235 X1-28 | needs=01 path
240 X1-30 | needs=01,02,8006,8026
241 X1-30 | needs=01,02,8006,8026
242 N1-6 | needs=01,02,8006,8026
243 X1-20 | needs=01
250 X1-30 | needs=01,8006 needs=21
251 X1-30 | needs=01,8006
253 N13:checkDigit ?X1-17 | key
254 X1-20 | needs=414 path
255 N13:checkDigit ?N1-12 | key not=01,02,415,8006,8020,8026
30 N1-8 | needs=01,02
37 N1-8 | needs=00 needs=02,8026
390[0-9] N1-15 | needs=255,8020 not=390n,391n,394n,8111
391[0-9] N3:currency N1-15 | needs=8020 not=391n
392[0-9] N1-15 | needs=01 needs=30,31nn,32nn,35nn,36nn not=392n,393n
393[0-9] N3:currency N1-15 | needs=30,31nn,32nn,35nn,36nn not=393n
394[0-3] N4 | needs=255 not=394n,8111
395[0-5] N6 | needs=30,31nn,32nn,35nn,36nn not=392n,393n,395n,8005
400 X1-30 |
401 X1-30 | key
402 N17:checkDigit | key
403 X1-30 | needs=00
41[0-3] N13:checkDigit |
414 N13:checkDigit | key=254,7040
415 N13:checkDigit | needs=8020 key=8020
416 N13:checkDigit |
417 N13:checkDigit | key=7040
420 X1-20 | not=421
421 N3:country X1-9 | not=4307
422 N3:country | needs=01,02,8006,8026 not=426
423 N3:country ?N3:country ?N3:country ?N3:country ?N3:country | needs=01,02 not=426
424 N3:country | needs=01,02 not=426
425 N3:country ?N3:country ?N3:country ?N3:country ?N3:country | needs=01,02 not=426
426 N3:country | needs=01,02
427 X1-3 | needs=01,02 needs=422
43[0-1]0 X1-35:percentEncoded | needs=00
43[0-1]1 X1-35:percentEncoded | needs=00
43[0-1]2 X1-70:percentEncoded | needs=00
4303 X1-70:percentEncoded | needs=4302
4313 X1-70:percentEncoded | needs=4312
43[0-1]4 X1-70:percentEncoded | needs=00
43[0-1]5 X1-70:percentEncoded | needs=00
43[0-1]6 X1-70:percentEncoded | needs=00
43[0-1]7 X2:countryLetters | needs=00
4308 X1-30 | needs=00
4318 X1-20 | needs=00
4309 N10:latitude N10:longitude | needs=00
4319 X1-30 | needs=00
4320 X1-35:percentEncoded | needs=00
432[1-3] N1:yesNo | needs=00
432[4-5] N6:dateOrMonth N4:time | needs=00
4326 N6:date | needs=00
4330 N6 ?X1:minus | needs=00 not=4331
4331 N6 ?X1:minus | needs=00 not=4330
4332 N6 ?X1:minus | needs=00 not=4333
4333 N6 ?X1:minus | needs=00 not=4332
7001 N13 | needs=01,02,8006,8026
7002 X1-30 | needs=01,02
7003 N6:date N4:time | needs=01,02
7004 N1-4 | needs=01+10
7005 X1-12 | needs=01,02
7006 N6:date | needs=01,02
7007 N6:date ?N6:date | needs=01,02
7008 X1-3 | needs=01,02
7009 X1-10 | needs=01,02
7010 X1-2 | needs=01,02
7011 N6:date ?N4:time | needs=01,02
7020 X1-20 | needs=01,8006 needs=416
7021 X1-20 | needs=01,8006
7022 X1-20 | needs=7021
7023 X1-30 |
703[0-9] N3:countryOrAny X1-27 | needs=01,02
7040 N1 X1 X1 X1:importer | path
7041 X1-4 | needs=00 path
71[0-7] X1-20 | needs=01
723[0-9] X2 X1-28 | needs=01,8004
7240 X1-20 | needs=01,8006
7241 N2:mediaType | needs=8017,8018
7242 X1-25 | needs=8017,8018
7250 N8:longDate | needs=8018 not=7251
7251 N8:longDate N4:time | needs=8018 not=7250
7252 N1:sex | needs=8018
725[3-4] X1-40:percentEncoded | needs=8017,8018 not=7256,7259
7255 X1-10 | needs=8017,8018 not=7256,7259
7256 X1-90:percentEncoded | needs=8017,8018
7257 X1-70:percentEncoded | needs=8018
7258 X3:positionOfEnd | needs=8018+7259
7259 X1-40:percentEncoded | needs=8018 not=7256
8001 N4:nonZero N5:nonZero N3:nonZero N1:winding N1 | needs=01
8002 X1-20 |
8003 N1:zero N13:checkDigit ?X1-16 | key
8004 X1-30 | key=7040
8005 N6 | needs=01,02
8006 N14:checkDigit N4:pieceOfTotal | not=01,37 key=22+10+21
8007 X1-34:iban | needs=415
8008 N6:date N2:hour ?N2:minute ?N2:second | needs=01,02
8009 X1-50 | needs=00,01
8010 Y1-30 | key=8011
8011 N1-12:noLeadingZero | needs=8010 path
8012 X1-20 | needs=01,8006
8013 X1-25:checkPair | key
8014 X1-25:checkPair | needs=01 path
8017 N18:checkDigit | not=8018 key=8019
8018 N18:checkDigit | not=8017 key=8019
8019 N1-10 | needs=8017,8018 path
8020 X1-25 | needs=415 path
8026 N14:checkDigit N4:pieceOfTotal | needs=37 not=02,8006
8030 Z1-90 | needs=00,01+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040 N15 | needs=01+21 path
8041 N15 | needs=01+21+8040 path
8042 N32 | needs=01+21+8040 path
8043 N18 ?N1-2 | needs=01+21+8040 path
8110 X1-70 |
8111 N4 | needs=255
8112 X1-70 |
8200 X1-70 | needs=01 path
90 X1-30 |
9[1-9] X1-90 |`

// Measures of six digits whose last identifier digit is the place of the decimal point: those of the
// goods themselves, and those of a logistic unit.
const netMeasures =
  '310 311 312 313 314 315 316 320 321 322 323 324 325 326 327 328 329 350 351 352 356 357 360 361 ' +
  '364 365 366'
const logisticMeasures =
  '330 331 332 333 334 335 336 340 341 342 343 344 345 346 347 348 349 353 354 355 362 363 367 368 369'

function expand(pattern: string): string[] {
  const range = /^(\d*)\[(\d)-(\d)\](\d*)$/.exec(pattern)
  if (range === null) return [pattern]
  const [, before = '', first, last, after = ''] = range
  const digits = '0123456789'.slice(Number(first), Number(last) + 1)
  return [...digits].map((digit) => `${before}${digit}${after}`)
}

function isCheck(name: string): name is CheckName {
  return Object.hasOwn(checks, name)
}

function readPart(text: string): Part {
  const match = /^(\??)([NXYZ])(\d+)(?:-(\d+))?(?::(\w+))?$/.exec(text)
  const [, optional, set, min, max, check = ''] = match ?? []
  if (set !== 'N' && set !== 'X' && set !== 'Y' && set !== 'Z') throw new Error(`bad part ${text}`)
  return {
    set,
    min: Number(min),
    max: Number(max ?? min),
    optional: optional === '?',
    check: isCheck(check) ? check : undefined,
  }
}

const sequences = (text: string): string[][] => text.split(',').map((one) => one.split('+'))

function readRow(row: string): Identifier[] {
  const [format = '', ruleText = ''] = row.split('|')
  const [pattern = '', ...parts] = format.trim().split(' ')
  const rules = ruleText.trim().split(' ')
  const valuesOf = (name: string): string[] =>
    rules.filter((rule) => rule.startsWith(`${name}=`)).map((rule) => rule.slice(name.length + 1))
  const orders = valuesOf('key').flatMap(sequences)
  const read = {
    parts: parts.map(readPart),
    needs: valuesOf('needs').map(sequences),
    excludes: valuesOf('not').flatMap((text) => text.split(',')),
    key: orders.length > 0 ? orders : rules.includes('key') ? [] : undefined,
    pathOnly: rules.includes('path'),
  }
  return expand(pattern).map((ai) => ({ ai, ...read }))
}

const measureRows = [
  ...netMeasures.split(' ').map((ai) => `${ai}[0-5] N6 | needs=01,02 not=${ai}n`),
  ...logisticMeasures.split(' ').map((ai) => `${ai}[0-5] N6 | needs=00,01 not=${ai}n`),
  '337[0-5] N6 | needs=01 not=337n',
]

/** Every assigned application identifier, by its digits. */
export const identifiers: ReadonlyMap<string, Identifier> = new Map(
  [...rows.trim().split('\n'), ...measureRows]
    .flatMap(readRow)
    .map((identifier) => [identifier.ai, identifier]),
)

// The first two digits tell how long an identifier is, assigned or not.
const lengths: readonly (readonly [string, number])[] = [
  ['00 01 02 03 04 10 11 12 13 14 15 16 17 18 19 20 21 22 30 37', 2],
  ['90 91 92 93 94 95 96 97 98 99', 2],
  ['23 24 25 40 41 42 71', 3],
  ['31 32 33 34 35 36 39 43 70 72 80 81 82', 4],
]
const lengthOf: ReadonlyMap<string, number> = new Map(
  lengths.flatMap(([prefixes, length]) => prefixes.split(' ').map((prefix) => [prefix, length])),
)

// These two digits fix the length of the value, so that no separator need follow it.
const predefined: ReadonlyMap<string, number> = new Map([
  ['00', 18],
  ...['01', '02', '03', '04'].map((prefix) => [prefix, 14 + (prefix === '04' ? 2 : 0)] as const),
  ...['11', '12', '13', '14', '15', '16', '17', '18', '19'].map((prefix) => [prefix, 6] as const),
  ['20', 2],
  ...['31', '32', '33', '34', '35', '36'].map((prefix) => [prefix, 6] as const),
  ['41', 13],
])

/** The number of digits of the identifier the text begins with; undefined where no one can know. */
export function identifierLength(text: string): number | undefined {
  return lengthOf.get(text.slice(0, 2))
}

/** The length of the value behind an identifier that needs no separator; undefined for the others. */
export function predefinedLength(ai: string): number | undefined {
  return predefined.get(ai.slice(0, 2))
}

/** Whether an identifier is meant by a pattern in which `n` is any digit. */
export function isMeant(pattern: string, ai: string): boolean {
  if (pattern.length !== ai.length) return false
  return [...pattern].every((digit, i) => digit === 'n' || digit === ai[i])
}
