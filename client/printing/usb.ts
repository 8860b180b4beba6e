// A printer on USB, by the browser's own WebUSB. It takes the first channel out of the device, a printer's before any
// other's, and gives it back after each job.
import {
  type Device,
  type Host,
  inPieces,
  PrinterFailure,
  type Way,
  wayOver,
  whileOpen,
} from './port.ts'

type Endpoint = {
  readonly endpointNumber: number
  readonly direction: 'in' | 'out'
  readonly type: 'bulk' | 'interrupt' | 'isochronous'
}
type Interface = {
  readonly interfaceNumber: number
  readonly alternates: readonly {
    readonly interfaceClass: number
    readonly endpoints: readonly Endpoint[]
  }[]
}
export type UsbDevice = {
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber?: string | undefined
  readonly productName?: string | undefined
  readonly configuration: { readonly interfaces: readonly Interface[] } | null
  open(): Promise<void>
  close(): Promise<void>
  selectConfiguration(value: number): Promise<void>
  claimInterface(number: number): Promise<void>
  transferOut(
    endpoint: number,
    data: BufferSource,
  ): Promise<{ readonly status: 'ok' | 'stall' | 'babble' }>
}
/** The part of WebUSB that is used; TypeScript does not know it yet. */
export type Usb = Host & {
  getDevices(): Promise<readonly UsbDevice[]>
  requestDevice(options: { filters: readonly { classCode?: number }[] }): Promise<UsbDevice>
}

const printerClass = 7

export function usbWay(usb: Usb | undefined): Way {
  return wayOver(usb, {
    // Many cheap printers do not say that they are one, so none is left out.
    choose: (host) => host.requestDevice({ filters: [] }),
    allowed: (host) => host.getDevices(),
    deviceOf,
  })
}

function deviceOf(device: UsbDevice): Device {
  const { vendorId, productId, serialNumber, productName } = device
  return {
    key: { vendorId, productId, serialNumber: serialNumber ?? null, name: productName ?? '' },
    send: (bytes) => whileOpen(device, () => sendOpen(device, bytes)),
  }
}

async function sendOpen(device: UsbDevice, bytes: Uint8Array): Promise<void> {
  if (!device.configuration) await device.selectConfiguration(1)
  const out = wayIn(device.configuration?.interfaces ?? [])
  if (!out) throw new PrinterFailure('no-way-in')
  await device.claimInterface(out.interfaceNumber)
  await inPieces(bytes, async (piece) => {
    const { status } = await device.transferOut(out.endpointNumber, piece)
    if (status !== 'ok') throw new PrinterFailure('failed')
  })
}

function wayIn(interfaces: readonly Interface[]) {
  const channels = interfaces.flatMap(({ interfaceNumber, alternates }) =>
    alternates
      .slice(0, 1)
      .flatMap(({ interfaceClass, endpoints }) =>
        endpoints
          .filter(({ direction, type }) => direction === 'out' && type === 'bulk')
          .map(({ endpointNumber }) => ({ interfaceNumber, interfaceClass, endpointNumber })),
      ),
  )
  return channels.find((each) => each.interfaceClass === printerClass) ?? channels[0]
}
