// The receipt printers the product knows: how wide they print, how they cut, what they can draw themselves and which
// code pages they hold. Customer displays and impact printers are left out. The facts are from the ESC/POS printer
// database of its contributors (receipt-print-hq, CC BY 4.0), selected and put into this shape.

/** Code pages a Latin receipt may be written in, most widely held first. */
export const codePages = [
  'cp437',
  'cp850',
  'cp858',
  'windows1252',
  'cp852',
  'cp857',
  'windows1254',
  'iso8859-15',
] as const
export type CodePage = (typeof codePages)[number]

export type Cut = 'full' | 'part' | 'none'
export type PrinterProfile = {
  readonly id: string
  readonly vendor: string
  readonly model: string
  /** Dots across the paper. */
  readonly dots: number
  readonly dotsPerInch: number
  /** Characters of its first font across the paper. */
  readonly columns: number
  /** A part cut where the printer has both, because then the receipt does not fall. */
  readonly cut: Cut
  /** Whether it draws a QR code from its text. */
  readonly qr: boolean
  /** `column` is for printers without the raster command: strips of 24 dots. */
  readonly image: 'raster' | 'column'
  /** The number that selects each code page it holds. */
  readonly pages: Readonly<Partial<Record<CodePage, number>>>
}

// id | vendor | model | dots | dots per inch | columns | cut | QR | image | code pages
// Where the database does not know the dots, 576 stand for a roll of 80 mm.
const table = `
SRP-S300 | Bixolon | SRP-S300 | 640 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 l9:40
CT-S651 | Citizen | CT-S651 | 640 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:9 cp852:6 cp857:8
TEP-200M | EPOS | TEP200M | 576 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-L90 | Epson | TM-L90 | 576 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-m30III | Epson | TM-m30III | 576 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-P80 | Epson | TM-P80 | 576 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-P80-42col | Epson | TM-P80 (42 column mode) | 546 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T20II | Epson | TM-T20II | 576 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T20II-42col | Epson | TM-T20II (42 column mode) | 546 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T20III | Epson | TM-T20III | 576 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T70 | Epson | TM-T70 | 512 | 180 | 42 | part | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18
TM-T70-SA | Epson | TM-T70 South Asia | 576 | 203 | 48 | part | qr | raster | cp437:0
TM-T70II | Epson | TM-T70II | 512 | 180 | 42 | part | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T70II-CH | Epson | TM-T70II Chinese | 576 | 203 | 48 | part | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T70II-SA | Epson | TM-T70II South Asia | 576 | 203 | 48 | part | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T70II-CH-58mm | Epson | TM-T70II Traditional Chinese | 416 | 203 | 34 | part | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T88II | Epson | TM-T88II | 512 | 180 | 42 | both | qr | raster | cp437:0 cp850:2 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
TM-T88III | Epson | TM-T88III | 512 | 180 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16
TM-T88IV | Epson | TM-T88IV | 512 | 180 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18
TM-T88IV-SA | Epson | TM-T88IV South Asia | 512 | 180 | 42 | both | qr | raster | cp437:0
TM-T88V | Epson | TM-T88V | 512 | 180 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
KR-306 | Kefar | KR-306 | 576 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:14 w1252:11 cp852:13 cp857:39
T-1 | Metapace | T-1 | 504 | 180 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19
ITPP047 | Munbyn | ITPP047 | 512 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:6 cp852:18
NT-80-V-UL | Netum | 80-V-UL | 576 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:61 w1254:91
NT-5890K | Netum | NT-5890K | 384 | 203 | 32 | none | no-qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:61 w1254:91
P822D | PBM | P822D | 576 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:61
RP326 | Rongta | RP326 | 576 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:29 w1254:32 l9:44
RP332 | Rongta | RP332 | 576 | 203 | 42 | full | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:29 w1254:32 l9:44
RP-F10-58mm | Seiko | RP-F10 58 mm | 432 | 203 | 36 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48
RP-F10-80mm | Seiko | RP-F10 80 mm | 576 | 203 | 48 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48
mcPrint | Star Micronics | mcPrint2/mcPrint3 | 576 | 203 | 42 | both | qr | raster | cp437:1 cp858:4 w1252:32 cp852:5 cp857:12
TSP600 | Star Micronics | TSP600 | 576 | 203 | 42 | both | qr | raster | cp437:0 cp858:4 w1252:32 cp852:5 cp857:12
TSP800 | Star Micronics | TSP800 | 833 | 203 | 42 | both | qr | raster | cp437:0 cp858:4 w1252:32 cp852:5 cp857:12
TUP500 | Star Micronics | TUP500 | 576 | 203 | 42 | both | qr | raster | cp437:0 cp858:4 w1252:32 cp852:5 cp857:12
Sunmi-V2 | Sunmi | V2 | 384 | 203 | 32 | none | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13
TH230 | Wincor Nixdorf | TH230 | 576 | 203 | 44 | both | no-qr | column | cp437:0 cp850:1 cp858:6 w1252:8 cp852:2 cp857:12 w1254:16
TH230Plus | Wincor Nixdorf | TH230+ | 576 | 203 | 44 | both | qr | column | cp437:0 cp850:1 cp858:6 w1252:8 cp852:2 cp857:12 w1254:16
YHD-8390 | YHDAA | YHD-8390 | 640 | 203 | 48 | part | qr | raster | cp437:0 cp850:2 cp858:14 w1252:11 cp852:13 cp857:24
ZJ-5870 | ZiJiang | ZJ-5870 | 384 | 203 | 32 | none | no-qr | raster | cp437:0 cp850:2 w1252:16 cp852:18
POS-5890 | Zjiang | POS5890 | 384 | 203 | 32 | none | no-qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:61 w1254:91
default | Generic | Default | 576 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18 cp857:13 w1254:48 l9:40
safe | Generic | Safe | 576 | 203 | 42 | both | qr | raster | cp437:0 cp850:2 cp858:19 w1252:16 cp852:18
simple | Generic | Simple | 576 | 203 | 42 | none | no-qr | raster | cp437:0
`

const pageNames: Readonly<Record<string, CodePage>> = {
  w1252: 'windows1252',
  w1254: 'windows1254',
  l9: 'iso8859-15',
}

export const printerProfiles: readonly PrinterProfile[] = table.trim().split('\n').map(readRow)

/** What a printer that is not in the list most likely understands. */
export const defaultProfileId = 'default'

/** The profile of an id; of one that is no longer known, the default. */
export function profileOf(id: string): PrinterProfile {
  const found = (wanted: string) => printerProfiles.find((each) => each.id === wanted)
  const profile = found(id) ?? found(defaultProfileId)
  if (!profile) throw new Error('the list of printers has no default')
  return profile
}

function readRow(row: string): PrinterProfile {
  const cells = row.split(' | ')
  const cell = (place: number) => cells[place] ?? ''
  const pages = cell(9)
    .split(' ')
    .map((pair): [CodePage, number] => {
      const [name = '', number = ''] = pair.split(':')
      return [pageNames[name] ?? (name as CodePage), Number(number)]
    })
  const cut = cell(6)
  return {
    id: cell(0),
    vendor: cell(1),
    model: cell(2),
    dots: Number(cell(3)),
    dotsPerInch: Number(cell(4)),
    columns: Number(cell(5)),
    cut: cut === 'full' || cut === 'none' ? cut : 'part',
    qr: cell(7) === 'qr',
    image: cell(8) === 'column' ? 'column' : 'raster',
    pages: Object.fromEntries(pages),
  }
}
