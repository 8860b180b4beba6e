// An Arabic receipt drawn for a printer by a real browser: as wide as the printer, black where there are letters, and
// its letters joined, right to left.
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { build } from 'vite'
import type { Bitmap } from '../../client/printing/escpos.ts'
import type { Paper } from '../../client/printing/paper.ts'
import { CounterSale } from '../client/printing/counter-sale.ts'
import { startBrowser } from '../support/browser.ts'

const drawing = fileURLToPath(new URL('../../client/printing/raster.ts', import.meta.url))
const fonts = fileURLToPath(new URL('../../client/look/fonts.css', import.meta.url))
const entry = '\0drawing'

/** The drawing and its letters as one script, apart from the pages. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('../../client', import.meta.url)),
    plugins: [
      {
        name: 'drawing',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `import '${fonts}'\nimport { drawPaper } from '${drawing}'\nwindow.drawPaper = drawPaper`
            : undefined,
      },
    ],
    build: {
      write: false,
      minify: false,
      assetsInlineLimit: 10_000_000,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  const output = (Array.isArray(made) ? made : [made]).flatMap((each) =>
    'output' in each ? each.output : [],
  )
  return output.flatMap((each) => (each.type === 'chunk' ? [each.code] : [])).join('\n')
}

const [browser, script] = await Promise.all([startBrowser(), bundled()])
t.teardown(() => browser.close())
const page = await browser.newPage()
await page.setContent('<!doctype html><title>paper</title>')
await page.addScriptTag({ content: script })

type Drawing = { drawPaper: (paper: Paper, dots: number) => Promise<Bitmap> }
async function drawn(paper: Paper, dots: number): Promise<Bitmap> {
  const { bits, ...size } = await page.evaluate(
    async ({ paper, dots }) => {
      const { drawPaper } = globalThis as unknown as Drawing
      const { width, height, bits } = await drawPaper(paper, dots)
      return { width, height, bits: Array.from(bits) }
    },
    { paper, dots },
  )
  return { ...size, bits: Uint8Array.from(bits) }
}

function blackIn({ width, height, bits }: Bitmap, from: number, to: number): number {
  let black = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = from; x < to; x += 1) {
      if (((bits[(y * width + x) >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0) black += 1
    }
  }
  return black
}

const alone = (text: string, dir: 'ltr' | 'rtl' = 'rtl'): Paper => ({
  dir,
  lang: 'ar',
  items: [{ kind: 'text', spans: [{ text }], align: 'start', size: 'title', strong: true }],
})

t.test('a whole receipt, on every width of paper', async (t) => {
  const sale = new CounterSale('ar', true)
  sale.named({ en: 'Baladi flatbread', ar: 'خبز بلدي' })
  for (const dots of [384, 512, 576]) {
    const bitmap = await drawn(sale.paper(), dots)
    t.equal(bitmap.width, dots)
    t.equal(bitmap.bits.length, (dots / 8) * bitmap.height)
    const black = blackIn(bitmap, 0, dots) / (dots * bitmap.height)
    t.ok(black > 0.03 && black < 0.4, `${dots} dots: ${Math.round(black * 100)} % are black`)
    t.ok(bitmap.height > 600 && bitmap.height < 2000, `${bitmap.height} dots long`)
  }
})

t.test('letters are joined, and stand on the right', async (t) => {
  const word = 'شكرا'
  const joined = await drawn(alone(word), 576)
  // A sign of no width between the letters keeps each in the shape it has alone.
  const apart = await drawn(alone([...word].join('\u200C')), 576)
  t.ok(blackIn(joined, 0, 576) > 300)
  t.notSame(joined.bits, apart.bits, 'joined letters have other shapes')
  t.equal(blackIn(joined, 0, 288), 0, 'nothing on the left half')
  const left = await drawn(alone('Thanks', 'ltr'), 576)
  t.equal(blackIn(left, 288, 576), 0, 'Latin begins on the left')
})

t.test('the letters are those of the pages', async (t) => {
  const loaded = await page.evaluate(() =>
    Array.from(document.fonts)
      .filter(({ status }) => status === 'loaded')
      .map(({ family, weight }) => `${family.replaceAll('"', '')} ${weight}`),
  )
  for (const weight of [400, 700]) t.ok(loaded.includes(`IBM Plex Sans Arabic ${weight}`))
})

t.test('a name longer than the paper is broken, never cut off', async (t) => {
  const long = 'قهوة عربية محمصة بالهيل والزعفران '.repeat(6)
  const bitmap = await drawn(alone(long), 384)
  const short = await drawn(alone('قهوة'), 384)
  t.ok(bitmap.height > short.height * 4, 'over several lines')
  const one = await drawn(alone('ق'.repeat(80)), 384)
  t.ok(one.height > short.height * 2, 'also a word without spaces')
})
