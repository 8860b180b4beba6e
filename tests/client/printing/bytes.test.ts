// What printers are sent, byte for byte where it matters: beginning, drawer, code page, text, code, picture, cut; for
// every printer the product knows.
import t from 'tap'
import {
  type Bitmap,
  bitmapOf,
  bytesOf,
  kickBytes,
  pictureDots,
} from '../../../client/printing/escpos.ts'
import type { Paper } from '../../../client/printing/paper.ts'
import { printerProfiles, profileOf } from '../../../client/printing/profiles.ts'
import { CounterSale } from './counter-sale.ts'
import { linesOf, ordersOf, readStream } from './stream.ts'

const english = new CounterSale('en')
const arabic = new CounterSale('ar', true)

/** A drawing that is black on every third dot and asks for nothing. */
async function drawn(_: Paper, dots: number): Promise<Bitmap> {
  return bitmapOf(dots, 200, (x, y) => (x + y) % 3 === 0)
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const sent = (id: string, sale: CounterSale, kick = false) =>
  bytesOf({ paper: sale.paper(), kick }, profileOf(id), drawn)

const begin = '1b401c2e1b4d00'
const pulse = '1b70003c78'
/** Printer, the order that selects the page of an English receipt with a pound sign, how it cuts. */
const exact = [
  ['TM-T88V', '1b7400', '1d5601'],
  ['TM-T70II', '1b7400', '1d5601'],
  ['RP332', '1b7400', '1d5600'],
  ['mcPrint', '1b7401', '1d5601'],
  ['POS-5890', '1b7400', ''],
  ['Sunmi-V2', '1b7400', ''],
  ['TH230', '1b7400', '1d5601'],
  ['CT-S651', '1b7400', '1d5601'],
] as const

t.test('begins, opens the drawer, selects the page, writes, feeds and cuts', async (t) => {
  for (const [id, page, cut] of exact) {
    const bytes = hex(await sent(id, english, true))
    // Then the name of the shop, twice as large and strong, in the page that is selected.
    t.ok(bytes.startsWith(`${begin}${pulse}1d21111b4501${page}2020`), `${id}: begins`)
    t.ok(bytes.includes(Buffer.from('Tax number 100-200-300').toString('hex')), `${id}: text`)
    // The pound sign of the total, in the page of the first personal computers.
    t.ok(bytes.includes(`9c${Buffer.from('20.00').toString('hex')}`), `${id}: the pound sign`)
    t.ok(bytes.endsWith(`0a0a0a0a${cut}`), `${id}: feeds and cuts`)
    t.notOk(hex(await sent(id, english)).includes(pulse), `${id}: the drawer stays shut`)
    t.equal(hex(kickBytes(profileOf(id))), begin + pulse, `${id}: the drawer alone`)
  }
})

t.test('the whole of a small paper, for one printer', async (t) => {
  const paper: Paper = {
    dir: 'ltr',
    lang: 'en',
    items: [
      {
        kind: 'row',
        start: [{ text: 'Cash' }],
        end: [{ text: '€5' }],
        size: 'normal',
        strong: true,
      },
      { kind: 'qr', text: 'LON-1' },
    ],
  }
  const bytes = hex(await bytesOf({ paper, kick: false }, profileOf('POS-5890'), drawn))
  const line = Buffer.from(`Cash${' '.repeat(26)}`).toString('hex')
  // The euro is not in page 0; the first page of this printer that has it is number 19.
  const start = `${begin}1b45011b7413${line}d5351b45000a`
  t.equal(bytes.slice(0, start.length), start)
  const native = hex(await bytesOf({ paper, kick: false }, profileOf('Sunmi-V2'), drawn))
  const code = '1d286b0400314132001d286b03003143061d286b0300314531'
  const data = `1d286b0800315030${Buffer.from('LON-1').toString('hex')}1d286b0300315130`
  t.equal(native.slice(start.length), `1b6101${code}${data}1b6100${'0a'.repeat(4)}`)
})

t.test('what a page does not hold is drawn, as wide as the printer, in small bands', async (t) => {
  for (const profile of printerProfiles) {
    const told = readStream(await bytesOf({ paper: arabic.paper(), kick: true }, profile, drawn))
    const dots = pictureDots(profile)
    t.ok(dots <= profile.dots && profile.dots - dots < 8, `${profile.id}: ${dots} dots`)
    const order = profile.image === 'raster' ? 'raster' : 'column'
    const bands = told.flatMap((each) =>
      'order' in each && each.order === order ? [each.data] : [],
    )
    t.ok(bands.length > 1, `${profile.id}: bands`)
    for (const data of bands) {
      t.ok(data.length < 4096, `${profile.id}: a band fits the smallest buffer`)
      const [low = 0, high = 0] = data.slice(order === 'raster' ? 2 : 1)
      if (order === 'raster') t.equal((low + 256 * high) * 8, dots, `${profile.id}: its width`)
      else t.equal(low + 256 * high, dots, `${profile.id}: its width`)
    }
    const isText = (each: (typeof told)[number]) => 'text' in each
    t.notOk(told.some(isText), `${profile.id}: nothing is written beside the picture`)
  }
})

t.test('every printer writes an English receipt within its columns', async (t) => {
  for (const profile of printerProfiles) {
    const told = readStream(await bytesOf({ paper: english.paper(), kick: true }, profile, drawn))
    const lines = linesOf(told)
    t.ok(
      lines.some((line) => line.includes('Bread')),
      `${profile.id}: the goods`,
    )
    t.ok(
      lines.every((line) => line.length <= profile.columns),
      `${profile.id}: ${profile.columns} columns`,
    )
    const orders = ordersOf(told)
    t.equal(orders.at(-1), profile.cut === 'none' ? 'feed' : 'cut', `${profile.id}: ends`)
    t.equal(orders.filter((order) => order === 'pulse').length, 1, `${profile.id}: one pulse`)
    t.equal(orders.includes('qr'), profile.qr, `${profile.id}: draws its own code or is sent one`)
  }
})

t.test('the bits that are drawn are the bits that are sent', async (t) => {
  const profile = profileOf('POS-5890')
  const bitmap = await drawn(arabic.paper(), pictureDots(profile))
  const told = readStream(await sent(profile.id, arabic))
  const sentBits = told.flatMap((each) =>
    'order' in each && each.order === 'raster' ? each.data.slice(6) : [],
  )
  t.strictSame(sentBits.slice(0, bitmap.bits.length), Array.from(bitmap.bits))
})
