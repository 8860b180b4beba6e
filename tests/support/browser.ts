// A real Chromium for a test file. It reaches this machine and nothing beyond it, and a machine on which it
// cannot run fails the test with the reason: no test of the pages is ever passed over.
import { chromium, type Browser } from 'playwright-core'
import { chromiumPrograms } from './chromium.ts'

// Playwright already switches off updates, synchronisation and the like; these are what it leaves.
const launchArguments = [
  '--disable-gpu',
  '--disable-domain-reliability',
  '--no-pings',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  // Any other name is not looked up at all.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/**
 * Starts it, with the size of text a reader has chosen, in pixels; close it when done. Rejects with one sentence for each
 * program that was tried.
 */
export async function startBrowser(textPx = 16): Promise<Browser> {
  const args = [...launchArguments, `--blink-settings=defaultFontSize=${textPx}`]
  const reasons: string[] = []
  for (const program of await chromiumPrograms()) {
    try {
      return await chromium.launch({ ...program, args, headless: true })
    } catch (error) {
      const [first] = (error as Error).message.split('\n')
      reasons.push(`${program.executablePath ?? program.channel ?? 'chromium'}: ${first ?? ''}`)
    }
  }
  throw new Error(
    'No Chromium starts on this machine, and the tests of the pages need one. Name one in CHROME_PATH.\n' +
      reasons.join('\n'),
  )
}
