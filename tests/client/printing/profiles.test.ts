// The list of printers says what the database says that it was written from, and nothing it could not.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { printerProfiles, profileOf } from '../../../client/printing/profiles.ts'

const database = new URL(
  '../../../../shared/data/printing/escpos_capabilities.json.gz',
  import.meta.url,
)
type Entry = {
  media: { dpi?: number | string; width: { pixels?: number | string } }
  features: Record<string, boolean>
  fonts: Record<string, { columns: number }>
  codePages: Record<string, string>
}

t.test('every printer is whole', async (t) => {
  t.ok(printerProfiles.length >= 40)
  t.equal(new Set(printerProfiles.map(({ id }) => id)).size, printerProfiles.length)
  for (const { id, dots, columns, pages, model, vendor } of printerProfiles) {
    t.ok(dots >= 384 && dots <= 833 && columns >= 32 && columns <= 48, id)
    t.ok(model !== '' && vendor !== '' && pages.cp437 !== undefined, id)
  }
  t.equal(profileOf('one that is gone').id, 'default')
})

const sourceOf = (page: string) =>
  page === 'iso8859-15' ? 'ISO_8859-15' : page.replace(/^(cp|windows)/, 'CP')

t.test('as the database has it', async (t) => {
  if (!existsSync(database)) return t.pass('the sample data is not beside the repository')
  const { profiles } = JSON.parse(gunzipSync(readFileSync(database)).toString()) as {
    profiles: Record<string, Entry>
  }
  for (const profile of printerProfiles) {
    const entry = profiles[profile.id]
    if (!entry) return t.fail(`${profile.id} is not in the database`)
    const { media, features, fonts, codePages } = entry
    const told = (figure: number | string | undefined) => typeof figure === 'number'
    if (told(media.width.pixels)) t.equal(profile.dots, media.width.pixels, `${profile.id} dots`)
    if (told(media.dpi)) t.equal(profile.dotsPerInch, media.dpi, `${profile.id} dots per inch`)
    // Of one printer the database gives the width of a character instead.
    if (profile.id !== 'NT-80-V-UL') t.equal(profile.columns, fonts['0']?.columns, profile.id)
    t.equal(profile.qr, features.qrCode, `${profile.id} QR`)
    t.equal(profile.image === 'raster', features.bitImageRaster, `${profile.id} raster`)
    t.ok(features.pulseStandard, `${profile.id} opens a drawer`)
    const { paperFullCut, paperPartCut } = features
    t.equal(profile.cut, paperPartCut ? 'part' : paperFullCut ? 'full' : 'none', profile.id)
    for (const [page, number] of Object.entries(profile.pages)) {
      t.equal(codePages[number], sourceOf(page), `${profile.id} ${page}`)
    }
  }
})
