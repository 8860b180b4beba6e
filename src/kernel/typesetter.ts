// Turns a typst template and data into a PDF, in Arabic and English, with the typefaces of the
// screens. Data reaches the template as JSON and is only ever shown as text, so nothing a customer is
// called can become an instruction. For workers: it computes without a pause.
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unpackWoff } from './woff.ts'

// Results of the typesetter's cache that so many documents in a row had no use for are dropped.
const CACHE_AGE = 10

let compiler: Promise<NodeCompiler> | undefined

/**
 * The PDF of `template` with `data`, which it finds as `json(bytes(sys.inputs.data))`. The same
 * template and data give the same bytes. Throws where the template does not compile.
 */
export async function typeset(template: string, data: unknown): Promise<Buffer> {
  compiler ??= openCompiler()
  const ready = await compiler
  try {
    return ready.pdf({ mainFileContent: template, inputs: { data: JSON.stringify(data) } })
  } finally {
    ready.evictCache(CACHE_AGE)
  }
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
