// A printer on a serial port, or on a cable or radio that the system shows as one, by the browser's own Web Serial.
import { type Device, failureOf, inPieces, isSame, PrinterFailure, type Way } from './port.ts'

export type Port = {
  readonly writable: WritableStream<Uint8Array> | null
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number }
  open(options: { baudRate: number; bufferSize?: number }): Promise<void>
  close(): Promise<void>
}
/** The part of Web Serial that is used; TypeScript does not know it yet. */
export type Serial = {
  getPorts(): Promise<readonly Port[]>
  requestPort(): Promise<Port>
  addEventListener(name: 'connect' | 'disconnect', heard: () => void): void
  removeEventListener(name: 'connect' | 'disconnect', heard: () => void): void
}

export function serialWay(serial: Serial | undefined): Way {
  return {
    request: async () => {
      if (!serial) throw new PrinterFailure('unsupported')
      const chosen = await serial.requestPort().catch((error: unknown) => {
        const failure = failureOf(error)
        throw failure.trouble === 'unplugged' ? new PrinterFailure('not-chosen', error) : failure
      })
      return deviceOf(chosen)
    },
    find: async (key) => {
      if (!serial) throw new PrinterFailure('unsupported')
      const devices = (await serial.getPorts()).map(deviceOf)
      return devices.find((each) => isSame(key, each.key)) ?? null
    },
    listen: (heard) => {
      serial?.addEventListener('connect', heard)
      serial?.addEventListener('disconnect', heard)
      return () => {
        serial?.removeEventListener('connect', heard)
        serial?.removeEventListener('disconnect', heard)
      }
    },
  }
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
    send: async (bytes, speed) => {
      try {
        await port.open({ baudRate: speed, bufferSize: 4096 })
        try {
          await sendOpen(port, bytes)
        } finally {
          await port.close()
        }
      } catch (error) {
        throw failureOf(error)
      }
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
