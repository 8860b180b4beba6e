// Turns a typst template and data into a PDF, in Arabic and English, with the typefaces of the
// screens. Data reaches the template as JSON and is only ever shown as text, so nothing a customer is
// called can become an instruction. For workers: it computes without a pause.
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Language } from './figures.ts'
import { prelude } from './prelude.typ.ts'
import { unpackWoff } from './woff.ts'

// The typesetter remembers parts of documents. Clearing out is dear, so it is done now and then; what
// was of no use since the clearing before goes, what every document shares stays.
const CLEAR_EVERY = 10
const CACHE_AGE = 1

let compiler: Promise<NodeCompiler> | undefined
let sinceCleared = 0

/** What every template needs; see prelude.typ.ts. */
export type Paper = {
  readonly first: Language
  readonly title: string
  readonly date: { readonly year: number; readonly month: number; readonly day: number }
}

/**
 * The PDF of `template` with `data`, which it finds as `d`. The same template and data give the same
 * bytes. Throws where the template does not compile.
 */
export async function typeset<P extends Paper>(template: string, data: P): Promise<Buffer> {
  compiler ??= openCompiler()
  const ready = await compiler
  try {
    return ready.pdf({
      mainFileContent: prelude + template,
      inputs: { data: JSON.stringify(data) },
    })
  } finally {
    sinceCleared = (sinceCleared + 1) % CLEAR_EVERY
    if (sinceCleared === 0) ready.evictCache(CACHE_AGE)
  }
}

/** The date of a paper, from a calendar day (ISO 8601). */
export function paperDate(on: string): Paper['date'] {
  const [year = 0, month = 0, day = 0] = on.slice(0, 10).split('-').map(Number)
  return { year, month, day }
}

// Loaded when the first document is made: a hub, which makes none, never pays for it.
async function openCompiler(): Promise<NodeCompiler> {
  const typst = await import('@myriaddreamin/typst-ts-node-compiler')
  return typst.NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }] })
}

// Each subset is a font of its own, and the typesetter takes a letter from the first that has it.
// Amiri comes last, for Arabic letters that the others lack.
function fonts(): Buffer[] {
  const plex = [400, 500, 600, 700].flatMap((weight) => [
    woff('ibm-plex-sans', 'latin', weight),
    woff('ibm-plex-sans', 'latin-ext', weight),
    woff('ibm-plex-sans-arabic', 'arabic', weight),
  ])
  const mono = [400, 600].map((weight) => woff('ibm-plex-mono', 'latin', weight))
  return [...plex, ...mono, amiri('400Regular'), amiri('700Bold')]
}

function woff(family: string, subset: string, weight: number): Buffer {
  const name = `${family}-${subset}-${weight}-normal.woff`
  return unpackWoff(bytesOf(`@fontsource/${family}/files/${name}`))
}

const amiri = (style: string) => bytesOf(`@expo-google-fonts/amiri/${style}/Amiri_${style}.ttf`)

function bytesOf(specifier: string): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve(specifier)))
}
