// A short replay from an empty folder to its report: sixty invoices through three live tills, on the
// servers Mizan brings. Real sales are used where they are at hand, else a file of the same columns with
// the same traps. What is a sale, a return or an adjustment is counted here once more, on its own.
import { createReadStream, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import t from 'tap'
import { processEnvironment, readSettings } from '#kernel/config.ts'
import { repository } from '#supervisor/node-child.ts'
import { replay } from '../../bench/replay/run.ts'

const INVOICES = 60
const real = join(
  resolve(repository, readSettings(processEnvironment()).sampleDataDir),
  'retail/online_retail_ii_public_2009-12-01_2010-11-30.csv.gz',
)

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'

/** Sixty invoices nobody made, with everything in them that is odd in the real ones. */
function madeUp(): string {
  const rows: string[] = []
  const row = (invoice: string, code: string, what: string, quantity: number, price: string) =>
    rows.push(
      `${invoice},${code},"${what}",${quantity},2009-12-01 07:45:00,${price},13085,United Kingdom`,
    )
  const first = 489_434
  row(`${first}`, '85048', '15CM ""GLASS"" BALL, 20 LIGHTS', 12, '6.95')
  row(`${first + 1}`, '15056BL', 'EDWARDIAN PARASOL', 3, '5.95')
  row(`${first + 1}`, '15056bl', 'edwardian parasol', 2, '0.07')
  row(`C${first + 2}`, '85048', '15CM GLASS BALL', -5, '6.95')
  row(`C${first + 2}`, '85048', 'A charge', 1, '6.95')
  row(`${first + 3}`, '85048', 'damages', -4, '0')
  row(`${first + 4}`, '22350', 'A GIFT', 1, '0')
  row(`A${first + 5}`, 'B', 'Adjust bad debt', 1, '-53594.36')
  row(`${first + 6}`, 'POST', 'POSTAGE', 1, '18.005')
  row(`${first + 6}`, 'M', 'Manual', 1, '3.985')
  row(`C${first + 7}`, 'M', 'Manual', -1, '373.57')
  for (let i = 8; i < INVOICES; i += 1) {
    row(
      `${first + i}`,
      `2${String(i % 7).padStart(4, '0')}`,
      'PLAIN, WITH A COMMA',
      1 + (i % 5),
      '1.65',
    )
    row(`${first + i}`, '85123A', 'HEART', 1 + (i % 3), '2.55')
  }
  return [header, ...rows, ''].join('\n')
}

type Row = { InvoiceNo: string; Quantity: string; UnitPrice: string }

/** What the file says, line by line: how many are what, before anything is sold. */
async function countOf(path: string) {
  const source = createReadStream(path)
  const text = path.endsWith('.gz') ? source.pipe(createGunzip()) : source
  const numbers = new Set<string>()
  const sold = new Set<string>()
  const returned = new Set<string>()
  const adjusted = new Set<string>()
  let lines = 0
  for await (const row of text.pipe(parse({ columns: true })) as AsyncIterable<Row>) {
    if (!numbers.has(row.InvoiceNo) && numbers.size === INVOICES) break
    numbers.add(row.InvoiceNo)
    lines += 1
    const isBack = row.InvoiceNo.startsWith('C')
    if (row.UnitPrice.startsWith('-') || (isBack && Number(row.Quantity) > 0)) continue
    if (isBack) returned.add(row.InvoiceNo)
    else if (Number(row.Quantity) < 0) adjusted.add(row.InvoiceNo)
    else sold.add(row.InvoiceNo)
  }
  source.destroy()
  return { lines, sold, returned, adjusted }
}

t.test('sixty invoices through three tills', { timeout: 110_000 }, async (t) => {
  const isReal = existsSync(real)
  t.comment(isReal ? 'with real sales' : `with made-up sales: there is no ${real}`)
  const folder = t.testdir({ 'sales.csv': madeUp() })
  const file = isReal ? real : join(folder, 'sales.csv')
  const { lines, sold, returned, adjusted } = await countOf(file)
  const options = { tills: 3, invoices: INVOICES, hubs: 1, disturb: false }
  const { sound, report } = await replay({ file, ...options })
  t.ok(sound, JSON.stringify(report))
  t.match(report, {
    lines,
    invoices: new Set([...sold, ...returned, ...adjusted]).size,
    acknowledged: sold.size + returned.size,
    returns: returned.size,
    adjustments: adjusted.size,
    lost: 0,
    duplicated: 0,
    feedGaps: 0,
    replicasEqual: true,
    totalsEqual: true,
    verified: true,
    hubs: 1,
    tills: 3,
  })
})
