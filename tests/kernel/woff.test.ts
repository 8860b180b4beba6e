// The fonts of the screens, unpacked for the typesetter: tables are found where the directory says.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { unpackWoff } from '#kernel/woff.ts'

const font = (name: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@fontsource/ibm-plex-sans/files/${name}`)))

t.test('a font of the web becomes one of paper', async (t) => {
  const plain = unpackWoff(font('ibm-plex-sans-latin-400-normal.woff'))
  t.equal(plain.readUInt32BE(0), 0x00010000, 'TrueType outlines')
  const tables = new Map<string, { offset: number; length: number; checksum: number }>()
  for (let i = 0; i < plain.readUInt16BE(4); i += 1) {
    const entry = 12 + 16 * i
    tables.set(plain.toString('latin1', entry, entry + 4), {
      checksum: plain.readUInt32BE(entry + 4),
      offset: plain.readUInt32BE(entry + 8),
      length: plain.readUInt32BE(entry + 12),
    })
  }
  for (const name of ['cmap', 'glyf', 'head', 'hmtx', 'loca', 'name'])
    t.ok(tables.has(name), `it has ${name}`)
  const loca = tables.get('loca')
  if (!loca) throw new Error('no loca')
  let sum = 0
  const end = loca.offset + loca.length
  for (let at = loca.offset; at < end; at += 4) sum = (sum + plain.readUInt32BE(at)) >>> 0
  t.equal(sum, loca.checksum, 'its bytes are the ones that were packed')
})

t.test('anything else is refused', async (t) => {
  t.throws(() => unpackWoff(Buffer.from('not a font')), { message: /not a WOFF/ })
  t.throws(() => unpackWoff(font('ibm-plex-sans-latin-400-normal.woff2')), {
    message: /not a WOFF/,
  })
})
