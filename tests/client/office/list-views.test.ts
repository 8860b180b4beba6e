// The shared list of the back office: its views, its choice of columns, finding among its rows, and the files it makes.
import Excel from 'exceljs'
import t from 'tap'
import {
  csvOf,
  type PlainColumn,
  rowsWith,
  tableOf,
} from '../../../client/office/parts/list-table.ts'
import {
  dropView,
  type KeptList,
  MOST_VIEWS,
  nothingKept,
  plainView,
  readKept,
  sameView,
  saveView,
  shownColumns,
  toggleColumn,
} from '../../../client/office/parts/list-views.ts'
import { workbookOf } from '../../../client/office/parts/list-workbook.ts'

const columns = [{ id: 'name' }, { id: 'price' }, { id: 'note', hidden: true }]
const idsOf = (shown: readonly string[] | null) => shownColumns(columns, shown).map(({ id }) => id)

t.test('columns are chosen, keep their order, and the last one stays', async (t) => {
  t.strictSame(idsOf(null), ['name', 'price'])
  t.strictSame(idsOf(toggleColumn(columns, null, 'note')), ['name', 'price', 'note'])
  t.strictSame(idsOf(toggleColumn(columns, null, 'name')), ['price'])
  t.strictSame(idsOf(toggleColumn(columns, ['price'], 'price')), ['price'])
  t.strictSame(idsOf(['gone']), ['name', 'price'], 'a view of columns that are gone shows the own')
})

t.test('a view is saved by its name, replaced by it, and dropped', async (t) => {
  const view = { ...plainView, text: 'milk' }
  const once = saveView({ view, saved: [] }, '  Dairy ')
  t.strictSame(once.saved, [{ ...view, name: 'Dairy' }])
  const again = saveView({ ...once, view: { ...view, text: 'cheese' } }, 'Dairy')
  t.strictSame(again.saved, [{ ...view, text: 'cheese', name: 'Dairy' }])
  t.strictSame(dropView(again, 'Dairy').saved, [])
  t.strictSame(saveView(once, '   '), once)
  let many: KeptList = nothingKept
  for (let n = 0; n <= MOST_VIEWS; n += 1) many = saveView(many, `v${n}`)
  t.equal(many.saved.length, MOST_VIEWS)
  t.equal(many.saved.at(-1)?.name, `v${MOST_VIEWS}`)
  t.ok(sameView({ ...view }, view))
  t.notOk(sameView(plainView, view))
})

t.test('what a browser kept comes back, and what is damaged is left out', async (t) => {
  const sort = { column: 'price', direction: 'down' } as const
  const kept = saveView({ view: { sort, text: 'x', shown: ['price'] }, saved: [] }, 'Mine')
  const back = readKept(JSON.stringify(kept))
  t.strictSame(back.view, { sort, text: '', shown: ['price'] }, 'a list opens whole')
  t.strictSame(back.saved, kept.saved)
  for (const damaged of [null, '', '[]', '{', '{"view":7,"saved":{}}', 'null']) {
    t.strictSame(readKept(damaged), nothingKept, String(damaged))
  }
  const odd = '{"view":{"sort":{"column":1},"shown":[1,"a"]},"saved":[1,{"name":""},{"name":"n"}]}'
  t.strictSame(readKept(odd), {
    view: { ...plainView, shown: ['a'] },
    saved: [{ ...plainView, name: 'n' }],
  })
})

type Row = { name: string; priceMinor: number | null; active: boolean }
const rows: Row[] = [
  { name: 'Crème, fraîche', priceMinor: 1250, active: true },
  { name: '=SUM(A1)', priceMinor: null, active: false },
  { name: 'أرز', priceMinor: 3875, active: true },
]
const priced: readonly PlainColumn<Row>[] = [
  { id: 'name', head: 'Name', by: ({ name }) => name },
  { id: 'price', head: 'Price', by: ({ priceMinor }) => priceMinor },
  {
    id: 'state',
    head: 'State',
    by: ({ active }) => Number(active),
    plain: ({ active }) => (active ? 'Active' : 'Inactive'),
  },
]

t.test('rows are found by every word, in any case, accent and script of digits', async (t) => {
  const found = (text: string) => rowsWith(rows, priced, text, ({ name }) => name).length
  t.equal(found(''), 3)
  t.equal(found('creme'), 1)
  t.equal(found('CREME active'), 1)
  t.equal(found('inactive'), 1)
  t.equal(found('ارز ٣٨٧٥'), 1)
  t.equal(found('nothing'), 0)
})

t.test('a list goes out as CSV that runs nothing and as a workbook', async (t) => {
  const table = tableOf(rows, priced)
  t.equal(
    csvOf(table),
    '\uFEFFName,Price,State\r\n"Crème, fraîche",1250,Active\r\n\'=SUM(A1),,Inactive\r\nأرز,3875,Active\r\n',
  )
  const book = new Excel.Workbook()
  await book.xlsx.load(await workbookOf('Lists: [all]', table, true))
  const sheet = book.worksheets[0]
  t.equal(sheet?.getCell('B2').value, 1250)
  t.equal(sheet?.getCell('A3').value, '=SUM(A1)', 'text stays text')
  t.equal(sheet?.getCell('A4').value, 'أرز')
  t.equal(sheet?.views[0]?.rightToLeft, true)
})
