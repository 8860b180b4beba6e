// The printer of a till: found again by itself, one paper after the other, and a failure that is said and never thrown.
import t from 'tap'
import { bitmapOf } from '../../../client/printing/escpos.ts'
import { failureOf, inPieces, PrinterFailure } from '../../../client/printing/port.ts'
import {
  bothLanguages,
  chosenProfile,
  plainSettings,
} from '../../../client/printing/printer-settings.ts'
import { type Port, type Serial, serialWay } from '../../../client/printing/serial.ts'
import { type Standing, Station } from '../../../client/printing/station.ts'
import { type Usb, type UsbDevice, usbWay } from '../../../client/printing/usb.ts'
import { newOne } from '../till/counter.ts'
import { CounterSale } from './counter-sale.ts'
import { linesOf, ordersOf, readStream } from './stream.ts'

const terminalId = newOne()

class Memory implements Storage {
  readonly #kept = new Map<string, string>()
  get length(): number {
    return this.#kept.size
  }
  clear = () => this.#kept.clear()
  getItem = (key: string) => this.#kept.get(key) ?? null
  key = () => null
  removeItem = (key: string) => void this.#kept.delete(key)
  setItem = (key: string, value: string) => void this.#kept.set(key, value)
}

/** A printer on USB that can be unplugged, held by somebody else, or out of paper. */
class UsbPrinter implements UsbDevice {
  readonly vendorId = 0x04b8
  readonly productId = 0x0e15
  readonly serialNumber = 'K1'
  readonly productName = 'TM-T20II'
  configuration: UsbDevice['configuration'] = null
  got: number[] = []
  jobs = 0
  open = async () => void (this.jobs += 1)
  close = async () => {}
  refuses: string | null = null
  async selectConfiguration(): Promise<void> {
    const bulk = { endpointNumber: 2, direction: 'out', type: 'bulk' } as const
    const other = { ...bulk, endpointNumber: 1 }
    this.configuration = {
      interfaces: [
        { interfaceNumber: 0, alternates: [{ interfaceClass: 255, endpoints: [other] }] },
        { interfaceNumber: 1, alternates: [{ interfaceClass: 7, endpoints: [bulk] }] },
      ],
    }
  }
  async claimInterface(number: number): Promise<void> {
    if (this.refuses) throw new DOMException('held', this.refuses)
    if (number !== 1) throw new Error('not the channel of a printer')
  }
  async transferOut(endpoint: number, data: BufferSource) {
    if (endpoint !== 2) throw new Error('another channel')
    this.got.push(...(data as Uint8Array))
    return { status: 'ok' } as const
  }
}

class Bus implements Usb {
  readonly printer = new UsbPrinter()
  isPlugged = true
  isChosen = true
  readonly #heard = new Set<() => void>()
  getDevices = async () => (this.isPlugged ? [this.printer] : [])
  requestDevice = async () => {
    if (!this.isChosen) throw new DOMException('closed', 'NotFoundError')
    return this.printer
  }
  addEventListener = (_: string, heard: () => void) => void this.#heard.add(heard)
  removeEventListener = (_: string, heard: () => void) => void this.#heard.delete(heard)
  plug(isPlugged: boolean): void {
    this.isPlugged = isPlugged
    for (const heard of this.#heard) heard()
  }
}

const sale = new CounterSale('en')
const job = { paper: sale.paper(), kick: true }
const kinds = ({ kind }: Standing) => kind

function stationOn(bus: Bus | undefined, storage = new Memory(), serial?: Serial): Station {
  return new Station({
    terminalId,
    storage,
    ways: { usb: usbWay(bus), serial: serialWay(serial) },
    draw: async (_, dots) => bitmapOf(dots, 8, () => true),
  })
}

t.test('a printer is chosen once and found again', async (t) => {
  const bus = new Bus()
  const storage = new Memory()
  const station = stationOn(bus, storage)
  t.equal(station.isDirect, false, 'until then the browser prints')
  t.equal(await station.print(job), false)
  station.change({ way: 'usb', profileId: 'TM-T20II' })
  await station.choose()
  t.equal(await station.print(job), true)
  t.strictSame(linesOf(readStream(Uint8Array.from(bus.printer.got))).includes('Al Waha'), false)
  t.ok(ordersOf(readStream(Uint8Array.from(bus.printer.got))).includes('pulse'))
  const next = stationOn(bus, storage)
  t.equal(next.isDirect, true, 'after a reload')
  const standing = await next.standing.until(({ kind }) => kind === 'ready')
  t.strictSame(standing, { kind: 'ready', name: 'TM-T20II' })
  bus.plug(false)
  await next.standing.until(({ kind }) => kind === 'away')
  bus.plug(true)
  await next.standing.until(({ kind }) => kind === 'ready')
  t.equal(await next.print(job), true, 'and prints as before')
})

t.test('papers come out one after the other', async (t) => {
  const bus = new Bus()
  const station = stationOn(bus)
  station.change({ way: 'usb' })
  await station.choose()
  const papers = ['One', 'Two', 'Three'].map((customer) => sale.paper({}, { customer }))
  const taken = await Promise.all(papers.map((paper) => station.print({ paper, kick: false })))
  t.strictSame(taken, [true, true, true])
  const lines = linesOf(readStream(Uint8Array.from(bus.printer.got)))
  const customers = lines.flatMap((line) => /^Customer +(\w+)$/.exec(line)?.[1] ?? [])
  t.strictSame(customers, ['One', 'Two', 'Three'])
  t.equal(bus.printer.jobs, 3, 'each opens and closes the device')
})

t.test('a failure is said, and the paper can be printed again without the drawer', async (t) => {
  const bus = new Bus()
  const station = stationOn(bus)
  station.change({ way: 'usb' })
  await station.choose()
  const said = async () => {
    t.equal(await station.print(job), false)
    const standing = station.standing.value
    return standing.kind === 'failed' ? standing.trouble : standing.kind
  }
  bus.isPlugged = false
  t.equal(await said(), 'unplugged')
  bus.isPlugged = true
  bus.printer.refuses = 'NetworkError'
  t.equal(await said(), 'busy')
  bus.printer.refuses = 'SecurityError'
  t.equal(await said(), 'refused')
  bus.printer.refuses = null
  bus.printer.got = []
  t.equal(await station.again(), true)
  t.equal(kinds(station.standing.value), 'ready')
  t.notOk(ordersOf(readStream(Uint8Array.from(bus.printer.got))).includes('pulse'))
  bus.printer.got = []
  t.equal(await station.kick(), true)
  t.ok(ordersOf(readStream(Uint8Array.from(bus.printer.got))).includes('pulse'), 'it alone')
})

t.test(
  'a browser that reaches no printer says so, and closing the list changes nothing',
  async (t) => {
    const none = stationOn(undefined)
    none.change({ way: 'usb' })
    await none.choose()
    t.strictSame(none.standing.value, { kind: 'failed', name: '', trouble: 'unsupported' })
    const bus = new Bus()
    const station = stationOn(bus)
    station.change({ way: 'usb' })
    await station.choose()
    bus.isChosen = false
    await station.choose()
    t.equal(station.isDirect, true)
    station.change({ way: 'serial' })
    t.equal(station.isDirect, false, 'another way has another device')
  },
)

t.test('a serial port is opened at its speed, written and closed', async (t) => {
  const told: string[] = []
  const got: number[] = []
  const port: Port = {
    get writable() {
      return new WritableStream<Uint8Array>({ write: (piece) => void got.push(...piece) })
    },
    getInfo: () => ({ usbVendorId: 1, usbProductId: 2 }),
    open: async ({ baudRate }) => void told.push(`open ${baudRate}`),
    close: async () => void told.push('close'),
  }
  const serial: Serial = {
    getPorts: async () => [port],
    requestPort: async () => port,
    addEventListener: () => {},
    removeEventListener: () => {},
  }
  const station = stationOn(undefined, new Memory(), serial)
  station.change({ way: 'serial', speed: 38_400, profileId: 'POS-5890' })
  await station.choose()
  t.equal(await station.print({ paper: sale.paper(), kick: false }), true)
  t.strictSame(told, ['open 38400', 'close'])
  t.ok(linesOf(readStream(Uint8Array.from(got))).some((line) => line.includes('Bread')))
})

t.test('a printer that takes nothing is given up, and errors have their words', async (t) => {
  const never = () => new Promise<void>(() => {})
  await t.rejects(inPieces(new Uint8Array(9), never, 20), new PrinterFailure('no-answer'))
  t.equal(failureOf(new TypeError('x')).trouble, 'failed')
  t.equal(failureOf(new PrinterFailure('no-way-in')).trouble, 'no-way-in')
})

t.test('settings that are damaged mean that the browser prints', async (t) => {
  const storage = new Memory()
  storage.setItem(`mizan.printer.${terminalId}`, '{"way":"usb","dots":7,"device":"x"')
  t.strictSame(stationOn(undefined, storage).settings.value, plainSettings)
  const narrow = chosenProfile({ ...plainSettings, profileId: 'TM-T20II', dots: 384 })
  t.equal(narrow.dots, 384)
  t.equal(narrow.columns, 32)
  t.equal(bothLanguages(plainSettings, 'ar'), true)
  t.equal(bothLanguages(plainSettings, 'en'), false)
  t.equal(bothLanguages({ ...plainSettings, bothLanguages: true }, 'en'), true)
})
