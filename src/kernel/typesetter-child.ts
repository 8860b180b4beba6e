// The process that sets documents for typesetter.ts: it takes a template with data and gives a PDF,
// one after another, until it is told to end or its parent is gone. It reads no file but fonts.
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prelude } from './prelude.typ.ts'
import { unpackWoff } from './woff.ts'

export type Request = { readonly id: number; readonly template: string; readonly data: string }
export type Response = { readonly id: number } & (
  | { readonly pdf: Uint8Array }
  | { readonly failed: string }
)

// Clearing out what the typesetter remembers is dear, and not doing it costs memory.
const CLEAR_EVERY = 10

let set = 0

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

function answer(compiler: NodeCompiler, { id, template, data }: Request): Response {
  try {
    const pdf = compiler.pdf({ mainFileContent: prelude + template, inputs: { data } })
    return { id, pdf }
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) }
  } finally {
    set += 1
    if (set % CLEAR_EVERY === 0) compiler.evictCache(0)
  }
}

if (import.meta.main) {
  const opening = openCompiler()
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches every process of the terminal; this one still finishes what its parent waits for.
  process.on('SIGINT', () => {})
  process.on('message', (request: Request) => {
    void opening.then((compiler) => process.send?.(answer(compiler, request)))
  })
}
