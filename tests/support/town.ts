// The seed shop as it is after `npm start`, with browsers in it: one system and one Chromium a test file, and a
// context of its own for each device, so that no two know of one another but through the hub.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, BrowserContext, Page, ViewportSize } from 'playwright-core'
import { signIn } from '#auth/contract.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Input, Operation, Output } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { startSystem, type System } from '#supervisor/system.ts'
import { httpRequest } from '../../client/link/http-request.ts'
import type { Locale } from '../../client/look/locale.ts'
import { ar } from '../../client/words/ar.ts'
import { en } from '../../client/words/en.ts'
import { startBrowser } from './browser.ts'
import { clientBuilt } from './client-built.ts'

export type Login = 'karim' | 'dalia' | 'amelia' | 'youssef' | 'nadia'
export type Looks = { locale?: Locale; size?: ViewportSize; scheme?: 'light' | 'dark' }

/** A device of the shop as the hub announces it, `Al Waha, Maadi` and `till T1`. */
export type Device = { place: string; device: string }
export const cairoTill1: Device = { place: 'Al Waha, Maadi', device: 'till T1' }
export const cairoTill2: Device = { place: 'Al Waha, Maadi', device: 'till T2' }
export const cairoScanner: Device = { place: 'Al Waha, Maadi', device: 'scanner S1' }
export const londonTill1: Device = { place: 'Al Waha, Edgware Road', device: 'till T1' }

/** One browser with one page, and the words its person reads. */
export type Face = { page: Page; context: BrowserContext; words: typeof en }

/** Finds a sentence of the client on a page, whatever was put into it. */
export function saying(sentence: string): RegExp {
  const parts = sentence.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.?+]/g, '\\$&'))
  return new RegExp(parts.join('.+'))
}

const desk: ViewportSize = { width: 1440, height: 900 }
const patienceMs = 20_000

/** The part of a tap test file that a town needs. */
type TestFile = {
  setTimeout(ms: number): void
  teardown(handler: () => unknown): unknown
  afterEach(handler: (test: { passing(): boolean }) => unknown): unknown
}

/** A town for one test file, gone with it. What a test that failed had on its screens goes to stderr. */
export async function openTown(test: TestFile): Promise<Town> {
  test.setTimeout(110_000)
  const town = await startTown()
  test.teardown(() => town.stop())
  test.afterEach(async (each) => {
    if (!each.passing()) console.error(await town.screens())
  })
  return town
}

/** Starts everything; the caller stops it. Rejects with a sentence for a person. */
export async function startTown(): Promise<Town> {
  await clientBuilt()
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-town-'))
  // The owner's addresses, if this machine has any, are not those of the seed shop.
  const env = { DATABASE_URL: '', REDIS_URL: '' }
  const starting = startSystem({ dataDir, env, client: 'build' })
  const browsing = startBrowser()
  const [system, browser] = await Promise.allSettled([starting, browsing])
  if (system.status === 'fulfilled' && browser.status === 'fulfilled') {
    return new Town(system.value, browser.value, dataDir)
  }
  if (system.status === 'fulfilled') await system.value.stop()
  if (browser.status === 'fulfilled') await browser.value.close()
  await rm(dataDir, { recursive: true, force: true })
  throw system.status === 'rejected' ? system.reason : (browser as PromiseRejectedResult).reason
}

export class Town {
  readonly system: System
  readonly url: string
  /** What went wrong in any page without being caught there. */
  readonly uncaught: string[] = []
  readonly #browser: Browser
  readonly #dataDir: string
  readonly #tokens = new Map<Login, string>()

  constructor(system: System, browser: Browser, dataDir: string) {
    this.system = system
    this.url = system.hubUrls[0] ?? ''
    this.#browser = browser
    this.#dataDir = dataDir
  }

  /** A browser nobody has used before, at an address of the hub or of what stands before it. */
  async browse(path: string, looks: Looks = {}, origin = this.url): Promise<Face> {
    const { locale = 'en', size = desk, scheme = 'light' } = looks
    const context = await this.#browser.newContext({
      baseURL: origin,
      locale: locale === 'ar' ? 'ar-EG' : 'en-GB',
      viewport: size,
      colorScheme: scheme,
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(patienceMs)
    const page = await context.newPage()
    page.on('pageerror', (error) => this.uncaught.push(error.message))
    await page.goto(path)
    return { page, context, words: locale === 'ar' ? (ar as typeof en) : en }
  }

  /** A device of the shop, paired by its one-time code, with somebody signed in on it. */
  async device(which: Device, login: Login, looks?: Looks, origin?: string): Promise<Face> {
    const code = this.system.pairing.find(
      ({ place, device }) => place === which.place && device === which.device,
    )?.code
    const face = await this.browse(`/pair/${code}`, looks, origin)
    await this.signIn(face, login)
    return face
  }

  /** A browser that is no device of a shop, with somebody signed in. */
  async person(login: Login, path: string, looks?: Looks): Promise<Face> {
    const face = await this.browse(path, looks)
    await this.signIn(face, login)
    return face
  }

  async signIn({ page, words }: Face, login: Login): Promise<void> {
    await page.getByRole('textbox', { name: words.sign.name }).fill(login)
    await page.getByLabel(words.sign.password).first().fill(this.#passwordOf(login))
    const enter = page.getByRole('button', { name: words.sign.enter })
    await enter.click()
    await enter.waitFor({ state: 'detached' })
  }

  /** Asks the hub over HTTP as a person; rejects with the problem if it refuses. */
  async ask<O extends Operation>(login: Login, operation: O, input: Input<O>): Promise<Output<O>> {
    let token = this.#tokens.get(login)
    if (token === undefined) {
      const password = this.#passwordOf(login)
      token = (await this.#send(signIn, { login, password }, null)).accessToken
      this.#tokens.set(login, token)
    }
    return await this.#send(operation, input, `Bearer ${token}`)
  }

  /** Resolves when the hub answers, which was perhaps killed a moment ago and starts anew. */
  async answers(): Promise<void> {
    const isThere = () =>
      fetch(`${this.url}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    while (!(await isThere())) await pause(100)
  }

  /** What stands on every screen, as somebody would have it read aloud. */
  async screens(): Promise<string> {
    const pages = this.#browser.contexts().flatMap((context) => context.pages())
    const read = pages.map(async (page) => {
      const screen = page.locator('body').ariaSnapshot({ timeout: 2_000 })
      return `${page.url()}\n${await screen.catch(String)}`
    })
    return [...(await Promise.all(read)), ...this.uncaught].join('\n\n')
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    await this.system.stop()
    await rm(this.#dataDir, { recursive: true, force: true })
  }

  async #send<O extends Operation>(
    operation: O,
    input: Input<O>,
    authorization: string | null,
  ): Promise<Output<O>> {
    const caller = { id: newId(nowMs()), authorization }
    const { address, init } = httpRequest(this.url, operation, input, caller)
    const response = await fetch(address, init)
    if (!response.ok) throw new Error(`${operation.name}: ${await response.text()}`)
    return (await response.json()) as Output<O>
  }

  #passwordOf(login: Login): string {
    return this.system.people.find((person) => person.login === login)?.password ?? ''
  }
}
