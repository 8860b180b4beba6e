// Unpacks WOFF 1.0 fonts (W3C, 2012) into the plain form a typesetter reads, because the packages of
// our typefaces carry no other that it takes. It checks the shape, not the checksums.
import { inflateSync } from 'node:zlib'

const SIGNATURE = 0x774f4646
const HEADER_BYTES = 44
const ENTRY_BYTES = 20

/** The font as SFNT (TrueType or OpenType). Throws where the bytes are not WOFF 1.0. */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.length < HEADER_BYTES || woff.readUInt32BE(0) !== SIGNATURE) {
    throw new Error('this is not a WOFF font')
  }
  const count = woff.readUInt16BE(12)
  const directory = openDirectory(woff.readUInt32BE(4), count)
  const parts = [directory]
  let offset = directory.length
  for (let i = 0; i < count; i += 1) {
    const entry = HEADER_BYTES + ENTRY_BYTES * i
    const [tag, from, packedBytes, plainBytes, checksum] = [0, 4, 8, 12, 16].map((at) =>
      woff.readUInt32BE(entry + at),
    ) as [number, number, number, number, number]
    const packed = woff.subarray(from, from + packedBytes)
    const table = packedBytes < plainBytes ? inflateSync(packed) : packed
    if (table.length !== plainBytes) throw new Error('a table of the font is cut short')
    const padding = Buffer.alloc(-plainBytes & 3)
    const words = [tag, checksum, offset, plainBytes]
    words.forEach((word, at) => directory.writeUInt32BE(word, 12 + 16 * i + 4 * at))
    parts.push(table, padding)
    offset += plainBytes + padding.length
  }
  return Buffer.concat(parts)
}

// The table directory, with the numbers that let a reader search it by halves.
function openDirectory(flavour: number, count: number): Buffer {
  const directory = Buffer.alloc(12 + 16 * count)
  const power = Math.floor(Math.log2(count))
  directory.writeUInt32BE(flavour, 0)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(16 << power, 6)
  directory.writeUInt16BE(power, 8)
  directory.writeUInt16BE(16 * count - (16 << power), 10)
  return directory
}
