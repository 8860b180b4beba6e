// Hostile text in what leaves the hub as a file and comes back as one: tables, workbooks, papers and log
// lines; and names of files and packed bodies that would make the hub read or write what it should not.
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import Excel from 'exceljs'
import Fastify from 'fastify'
import t from 'tap'
import { logOptions } from '#kernel/log.ts'
import { daySalesCsv } from '#reports/csv.ts'
import type { DaySales } from '#reports/day-sales.ts'
import { daySalesPdf } from '#reports/pdf.ts'
import { daySalesXlsx } from '#reports/xlsx.ts'
import { cleanName, csvCell, textOfCell } from '#shared/text.ts'
import { csvOf } from '../../client/office/parts/list-table.ts'
import { workbookOf } from '../../client/office/parts/list-workbook.ts'
import { hostileTexts } from '../support/hostile.ts'
import { runHub } from '../support/hub.ts'
import { pdfRuns } from '../support/pdf-text.ts'
import { requestText, sayRaw } from '../support/raw-http.ts'

t.setTimeout(120_000)
const { texts, isWhole } = hostileTexts()
if (!isWhole) t.comment('NOT CHECKED: the list of naughty strings (hostile/blns.json) is absent')
const names = [...new Set(texts.flatMap((text) => cleanName(text) ?? []))]
/** What a spreadsheet would run, whatever stands before it. */
const formulas = [
  '=',
  '+',
  '-',
  '@',
  '|',
  '%',
  '＝',
  '＋',
  '－',
  '＠',
  '−',
  '\t=',
  '\r=',
  '\n=',
  ' =',
  "'=",
  "''=",
].map((sign) => `${sign}cmd|' /C calc'!A0`)
const cells = [...formulas, ...texts, '-12.50', '+12', '1e5', "'-12.50", '"quoted"', 'a;b', 'a,b']

const day: DaySales = {
  store: {
    name: { en: names[0] ?? '', ar: names[1] ?? '' },
    code: 'CAI1',
    currency: 'EGP',
    timeZone: 'Africa/Cairo',
    language: 'en',
    taxNumber: null,
  },
  businessOn: '2026-11-23',
  at: '2026-11-23T10:00:00.000Z',
  totals: { sales: 1, returns: 0, netMinor: 100, taxMinor: 14, roundingMinor: 0, totalMinor: 114 },
  taxes: [],
  tenders: [],
  hours: [],
  products: [...formulas, ...names].map((name, i) => ({
    sku: `=${i}`,
    name: { en: name, ar: name },
    unit: 'C62',
    quantityMilli: 1000,
    amountMinor: 114,
  })),
  sales: formulas.map((receipt) => ({
    at: '2026-11-23T10:00:00.000Z',
    receipt,
    invoiceNumber: receipt,
    offline: false,
    netMinor: 100,
    taxMinor: 14,
    totalMinor: 114,
  })),
}

/** Whether a spreadsheet would take the text for a formula. */
const isFormula = (cell: string) =>
  /^[\s'"]*$/.test(cell)
    ? false
    : /^\s*[=+\-@|%＝＋－＠−]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell)

t.test('I3 no cell of a table is a formula, and each comes back as it was', async (t) => {
  for (const csv of [
    csvOf({ heads: ['a'], rows: cells.map((cell) => [cell]) }),
    `${cells.map(csvCell).join('\r\n')}\r\n`,
  ]) {
    const read = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: false })
    const found = read.map(([cell]) => cell ?? '').slice(-cells.length)
    t.strictSame(found.filter(isFormula), [], 'nothing runs')
    const back = found.map(textOfCell)
    t.strictSame(
      cells.filter((cell, i) => back[i] !== cell),
      [],
      'nothing is lost',
    )
  }
  const report = parse(daySalesCsv(day), { bom: true })
  t.equal(report.length, formulas.length + 1)
  t.strictSame(report.flat().filter(isFormula), [], 'nor in a report')
})

async function textsOf(workbook: ArrayBuffer): Promise<unknown[]> {
  const book = new Excel.Workbook()
  await book.xlsx.load(workbook)
  const found: unknown[] = []
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => row.eachCell((cell) => void found.push(cell)))
  }
  return found
}

t.test('I3 no cell of a workbook is a formula, a link or a name of something', async (t) => {
  const bytes = await daySalesXlsx(day)
  const report = bytes.buffer.slice(
    bytes.byteOffset,
    bytes.byteOffset + bytes.byteLength,
  ) as ArrayBuffer
  const list = await workbookOf(
    "=cmd|' /C calc'!A0",
    { heads: ['=1'], rows: cells.map((cell) => [cell]) },
    false,
  )
  for (const [what, workbook, kept] of [
    ['a report', report, names],
    ['a list', list, cells.filter((cell) => cell && !/[\p{Cc}\ufffe\uffff]/u.test(cell))],
  ] as const) {
    const found = (await textsOf(workbook)) as Excel.Cell[]
    const plain = new Set<number>([
      Excel.ValueType.String,
      Excel.ValueType.Number,
      Excel.ValueType.Merge,
    ])
    t.strictSame(
      found.filter(({ type }) => !plain.has(type)).map(({ value }) => value),
      [],
      what,
    )
    const read = new Set(found.map(({ value }) => value))
    t.strictSame(
      kept.filter((text) => !read.has(text)),
      [],
      `${what} holds each as it is`,
    )
  }
})

t.test('I4 a paper shows what somebody is called and does nothing of it', async (t) => {
  for (const language of ['en', 'ar'] as const) {
    const pdf = await daySalesPdf({ ...day, store: { ...day.store, language } })
    const acting =
      /\/(JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile|SubmitForm|ImportData|RichMedia|XFA)\b/
    t.notMatch(pdf.toString('latin1'), acting, `${language}: nothing is run, opened or sent`)
    t.ok(pdfRuns(pdf).length > 10, `${language}: all of them are set`)
  }
  // What the reader of our tests can tell apart for certain.
  const plain = day.products.filter(({ name }) => /^[\w<>=/:;.(){}$#@%-]+$/.test(name.en))
  const missing: string[] = []
  for (let at = 0; at < plain.length; at += 5) {
    const products = plain.slice(at, at + 5)
    const text = pdfRuns(await daySalesPdf({ ...day, products }))
      .flat()
      .join('')
      .replaceAll('\u200b', '')
    missing.push(...products.flatMap(({ name }) => (text.includes(name.en) ? [] : [name.en])))
  }
  t.strictSame(missing, [], 'each stands there as it is written')
  t.ok(plain.length > 10)
})

t.test('I8 names of files that lead elsewhere', async (t) => {
  const hub = await runHub(t)
  const up = ['..', '%2e%2e', '%252e%252e', '..%00', '.%2e', '%c0%ae%c0%ae', '．．', '....', '~']
  const slashes = ['/', '%2f', '\\', '%5c', '%252f', '//', '/./', '∕']
  const targets = [
    'package.json',
    'etc/passwd',
    'src/server.ts',
    '.env',
    '.git/config',
    'C:\\boot.ini',
  ]
  const starts = ['/', '/assets/', '/docs/static/', '/api/stores/x/reports/x/', '/problems/']
  const paths = starts.flatMap((start) =>
    up.flatMap((one) =>
      slashes.flatMap((slash) =>
        targets.map((target) => `${start}${`${one}${slash}`.repeat(3)}${target}`),
      ),
    ),
  )
  const wrong: string[] = []
  const look = async (path: string) => {
    const [answer] = await sayRaw(
      hub.url,
      requestText('GET', path.replace(/[^\x21-\x7e]/g, encodeURIComponent)),
    )
    const isOurs = /"mizan"|root:.*:0:0|openHub|\[core\]|boot loader/.test(answer?.body ?? '')
    if ((answer?.status ?? 500) < 400 || (answer?.status ?? 500) >= 500 || isOurs) {
      wrong.push(`${path}: ${answer?.status}`)
    }
  }
  for (let at = 0; at < paths.length; at += 20)
    await Promise.all(paths.slice(at, at + 20).map(look))
  t.strictSame(wrong, [], `${paths.length} paths`)
})

t.test('I9 a body that grows when it is unpacked', async (t) => {
  const hub = await runHub(t)
  const bomb = Buffer.alloc(64 * 1024 * 1024, 0x20)
  const before = process.memoryUsage()
  for (const [encoding, packed] of [
    ['gzip', gzipSync(bomb)],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb.subarray(0, 8 * 1024 * 1024))],
    ['gzip, gzip', gzipSync(gzipSync(bomb))],
  ] as const) {
    const response = await fetch(`${hub.url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: new Uint8Array(packed),
    })
    t.equal(response.status, 400, `${encoding}: it is not unpacked`)
  }
  t.ok(process.memoryUsage().heapUsed - before.heapUsed < 64 * 1024 * 1024)
})

t.test('I13 a name or a header that would write lines or colours into the log', async (t) => {
  const lines: string[] = []
  const app = Fastify({
    logger: { ...logOptions('info'), stream: { write: (line: string) => void lines.push(line) } },
  })
  app.post('/*', (request) => {
    request.log.info(
      { agent: request.headers['user-agent'], body: request.body },
      String(request.body),
    )
    return null
  })
  t.teardown(() => app.close())
  const said = [
    ...texts,
    'a\r\n{"level":60,"msg":"forged"}',
    '\u001b[31m',
    '\u009b31m',
    'a\u2028b\u2029c\u202ed',
    '\u007f\u0085',
  ]
  for (const text of said) {
    const url = `/${encodeURIComponent(text.toWellFormed())}`
    const agent = Buffer.from(text)
      .toString('latin1')
      .replace(/[\r\n\0]/g, ' ')
    await app.inject({
      method: 'POST',
      url,
      headers: { 'user-agent': agent, host: agent, 'content-type': 'text/plain' },
      payload: text,
    })
  }
  t.ok(lines.length >= said.length * 2, `${lines.length} lines`)
  const unsafe = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u
  t.strictSame(
    lines.filter((line) => unsafe.test(line.slice(0, -1))),
    [],
    'nothing a terminal acts on',
  )
  for (const line of lines) {
    if (line.indexOf('\n') !== line.length - 1) t.fail('two lines are one entry')
    if (typeof JSON.parse(line) !== 'object') t.fail('a line is no entry')
  }
  const bodies = new Set(lines.map((line) => (JSON.parse(line) as { body?: unknown }).body))
  t.strictSame(
    said.filter((text) => text && !bodies.has(text) && !/\d{13}/.test(text)),
    [],
    'and every text can be read there',
  )
})
