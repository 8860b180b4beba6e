// Nothing that can be typed into a name steers a printer: not escapes, not the arrows that old code pages keep where a
// printer takes its orders, not what the list of naughty strings has gathered.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { type Bitmap, bitmapOf, bytesOf } from '../../../client/printing/escpos.ts'
import { clean, type Paper } from '../../../client/printing/paper.ts'
import { printerProfiles, type PrinterProfile } from '../../../client/printing/profiles.ts'
import { CounterSale } from './counter-sale.ts'
import { ordersOf, readStream } from './stream.ts'

const hostile = new URL('../../../../shared/data/hostile/blns.json', import.meta.url)
const orders = '\u001B@\u001D\u0056\u0000\u001Cp\u0010\u0004\u0001\u0007\u001Bp\u0000'
const arrows = '←→↑↓↔↨∟►◄▲▼☺☻♥♦♣♠•◘○◙♂♀♪♫☼¶§▬⌂'

async function drawn(_: Paper, dots: number): Promise<Bitmap> {
  return bitmapOf(dots, 24, () => false)
}

const sale = new CounterSale('en')

/** The orders of a receipt whose goods have this name; throws where a byte is nobody's. */
async function ordersFor(name: string, profile: PrinterProfile): Promise<string[]> {
  sale.named({ en: name, ar: name })
  const discount = {
    by: 'line',
    amountMinor: 1,
    reason: name.slice(0, 50) || 'x',
    ruleId: null,
  } as const
  const paper = sale.paper(
    { lines: [sale.line({ discounts: [discount] })] },
    { customer: name, cashier: name, receipt: 'LON-T1-1-5' },
  )
  return ordersOf(readStream(await bytesOf({ paper, kick: false }, profile, drawn)))
}

const allowed = new Set(
  [
    'initialize single-byte font code-page bold align size line-space line-space-default',
    'motion-unit qr raster column cut feed',
  ].flatMap((line) => line.split(' ')),
)

async function harmless(name: string, profile: PrinterProfile): Promise<void> {
  const told = await ordersFor(name, profile)
  const strange = told.filter((order) => !allowed.has(order))
  if (strange.length > 0) throw new Error(`${profile.id}: ${strange.join(' ')}`)
  const once = (order: string) => told.filter((each) => each === order).length
  if (once('initialize') !== 1) throw new Error(`${profile.id} began again`)
  if (once('cut') !== (profile.cut === 'none' ? 0 : 1)) throw new Error(`${profile.id} cut itself`)
}

t.test('the known ones, on every printer', async (t) => {
  for (const profile of printerProfiles) {
    for (const name of [
      orders,
      arrows,
      `Milk ${orders}`,
      `${arrows}£`,
      '\u009B1m',
      '\u007F',
      '\uD800',
    ]) {
      await harmless(name, profile)
    }
    for (const sign of arrows) await harmless(`Milk ${sign}`, profile)
  }
  t.pass(`${printerProfiles.length} printers`)
})

t.test('the list of naughty strings', async (t) => {
  if (!existsSync(hostile)) return t.pass('the sample data is not beside the repository')
  const names: string[] = JSON.parse(readFileSync(hostile, 'utf8'))
  t.ok(names.length > 400)
  for (const [i, name] of names.entries()) {
    const profile = printerProfiles[i % printerProfiles.length]
    if (profile) await harmless(name, profile)
  }
})

t.test('anything', async () => {
  const sign = fc.oneof(
    fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(...arrows),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
  )
  const name = fc.array(sign, { maxLength: 60 }).map((parts) => parts.join(''))
  await fc.assert(fc.asyncProperty(name, fc.constantFrom(...printerProfiles), harmless), {
    numRuns: 300,
  })
})

t.test('control characters and turned directions are taken out of a text', async (t) => {
  t.equal(clean('a\u001B\u202Eb\u2066c\nd\te'), 'abc d e')
  t.equal(clean('\uD800x'), 'x')
  t.equal(clean('خبز بلدي'), 'خبز بلدي')
})
