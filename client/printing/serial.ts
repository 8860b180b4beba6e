// A printer on a serial port, or on a cable or radio that the system shows as one, by the browser's own Web Serial.
import {
  type Device,
  type Host,
  inPieces,
  PrinterFailure,
  type Way,
  wayOver,
  whileOpen,
} from './port.ts'

export type Port = {
  readonly writable: WritableStream<Uint8Array> | null
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number }
  open(options: { baudRate: number; bufferSize?: number }): Promise<void>
  close(): Promise<void>
}
/** The part of Web Serial that is used; TypeScript does not know it yet. */
export type Serial = Host & {
  getPorts(): Promise<readonly Port[]>
  requestPort(): Promise<Port>
}

export function serialWay(serial: Serial | undefined): Way {
  return wayOver(serial, {
    choose: (host) => host.requestPort(),
    allowed: (host) => host.getPorts(),
    deviceOf,
  })
}

function deviceOf(port: Port): Device {
  const { usbVendorId, usbProductId } = port.getInfo()
  return {
    key: {
      vendorId: usbVendorId ?? null,
      productId: usbProductId ?? null,
      serialNumber: null,
      name: '',
    },
    send: (bytes, speed) => {
      const open = () => port.open({ baudRate: speed, bufferSize: 4096 })
      return whileOpen({ open, close: () => port.close() }, () => sendOpen(port, bytes))
    },
  }
}

async function sendOpen({ writable }: Port, bytes: Uint8Array): Promise<void> {
  if (!writable) throw new PrinterFailure('no-way-in')
  const writer = writable.getWriter()
  try {
    await inPieces(bytes, (piece) => writer.write(piece))
    await writer.close()
  } catch (error) {
    // What was not taken is thrown away, or the port could not be closed.
    await writer.abort().catch(() => {})
    throw error
  } finally {
    writer.releaseLock()
  }
}
