// A paper as the bytes of an ESC/POS printer: drawer, text or picture, feed, cut. No byte below the space comes from
// what anybody typed: only characters that the printer's code page prints are written, the rest is drawn.
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { type LatinItem, latinLines, pageFor } from './latin.ts'
import type { Paper } from './paper.ts'
import type { CodePage, PrinterProfile } from './profiles.ts'
import { qrSquares } from './qr.ts'

/** One bit a dot, rows from the top, each beginning with a new byte; 1 is black. */
export type Bitmap = {
  /** Dots across; a multiple of 8. */
  readonly width: number
  readonly height: number
  readonly bits: Uint8Array
}
/** Draws a paper for a printer that cannot write it, as wide as asked. */
export type Draw = (paper: Paper, dots: number) => Promise<Bitmap>
export type Job = {
  readonly paper: Paper
  /** Opens the drawer before anything is printed. */
  readonly kick: boolean
}

// The cheapest printers keep 4 KiB before they print.
const bandBytes = 4000
const feedLines = 4
// Milliseconds of current for the drawer's magnet, and of rest after it.
const pulseOnMs = 120
const pulseOffMs = 240
const moduleDots = 6

/** The dots a picture may be wide: whole bytes. */
export function pictureDots(profile: PrinterProfile): number {
  return Math.floor(profile.dots / 8) * 8
}

/** Everything the printer is sent for a paper. Rejects only if the drawing does. */
export async function bytesOf(job: Job, profile: PrinterProfile, draw: Draw): Promise<Uint8Array> {
  const { paper, kick } = job
  const page = pageFor(paper, profile)
  const encoder = encoderFor(profile)
  const start = begun(encoder, kick)
  if (page === null) picture(encoder, await draw(paper, pictureDots(profile)), profile)
  else written(encoder, latinLines(paper, profile.columns), page, profile)
  encoder.newline(feedLines)
  if (profile.cut === 'none') return concat(start, encoder.encode())
  const cut = encoder.cut(profile.cut === 'full' ? 'full' : 'partial').encode()
  // The encoder feeds a line after the cut, which would begin the next receipt.
  return concat(start, cut.slice(0, -1))
}

/** The drawer alone. */
export function kickBytes(profile: PrinterProfile): Uint8Array {
  return begun(encoderFor(profile), true)
}

/** Encoded apart, because nothing is fed between the drawer and the first line. */
function begun(encoder: ReceiptPrinterEncoder, kick: boolean): Uint8Array {
  encoder.initialize()
  return (kick ? encoder.pulse(0, pulseOnMs, pulseOffMs) : encoder).encode()
}

function encoderFor(profile: PrinterProfile): ReceiptPrinterEncoder {
  return new ReceiptPrinterEncoder({
    language: 'esc-pos',
    // Its own breaking of lines is not used: no line is longer than the printer's columns.
    columns: 48,
    newline: '\n',
    imageMode: profile.image,
    feedAfterBlock: false,
    codepageMapping: { ...profile.pages },
  })
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}

function written(
  encoder: ReceiptPrinterEncoder,
  items: readonly LatinItem[],
  page: CodePage,
  profile: PrinterProfile,
): void {
  encoder.codepage(page)
  for (const item of items) {
    if ('qr' in item) {
      code(encoder, item.qr, profile)
      continue
    }
    const { text, strong, wide, high } = item
    encoder.size(wide, high).bold(strong).line(text).bold(false).size(1, 1)
  }
}

function code(encoder: ReceiptPrinterEncoder, text: string, profile: PrinterProfile): void {
  if (profile.qr) {
    encoder.align('center').qrcode(text, { model: 2, size: moduleDots, errorlevel: 'm' })
    encoder.align('left')
    return
  }
  picture(encoder, codePicture(text, pictureDots(profile)), profile)
}

/** A QR code in the middle of the paper, for printers that cannot make one. */
function codePicture(text: string, dots: number): Bitmap {
  const squares = qrSquares(text)
  const side = squares.size * moduleDots
  const from = Math.floor((dots - side) / 2)
  return bitmapOf(dots, side, (x, y) => {
    const inside = x >= from && x < from + side
    return inside && squares.isDark(Math.floor((x - from) / moduleDots), Math.floor(y / moduleDots))
  })
}

/** A bitmap of the dots that are black. */
export function bitmapOf(
  width: number,
  height: number,
  isBlack: (x: number, y: number) => boolean,
): Bitmap {
  const rowBytes = width / 8
  const bits = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isBlack(x, y)) continue
      const at = y * rowBytes + (x >> 3)
      bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return { width, height, bits }
}

/** Sends a picture in bands that fit the smallest buffer, so that it prints while it comes. */
function picture(encoder: ReceiptPrinterEncoder, bitmap: Bitmap, profile: PrinterProfile): void {
  const { width, height } = bitmap
  const rows = Math.floor(bandBytes / (width / 8) / 24) * 24
  const { dotsPerInch } = profile
  const strips = profile.image === 'column'
  // A strip is 24 dots high only if the printer's unit of feeding is a dot.
  if (strips) encoder.raw([0x1d, 0x50, dotsPerInch, dotsPerInch])
  for (let from = 0; from < height; from += rows) {
    const band = Math.min(rows, height - from)
    const data = pixels(bitmap, from, band)
    encoder.image({ data, width, height: band }, { width, height: band, mode: profile.image })
  }
  if (strips) encoder.raw([0x1d, 0x50, 0, 0])
}

/** A band as the encoder takes pictures: red, green, blue and how opaque, a byte each. */
function pixels({ width, bits }: Bitmap, from: number, rows: number): Uint8ClampedArray {
  const data = new Uint8ClampedArray(width * rows * 4).fill(255)
  for (let i = 0; i < width * rows; i += 1) {
    const bit = from * width + i
    if (((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) data.fill(0, i * 4, i * 4 + 3)
  }
  return data
}
