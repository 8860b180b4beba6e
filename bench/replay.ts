// `npm run replay`: pushes a file of real sales through live tills of a system of its own, keeps a
// replica on each till, and compares what the hub holds with the file and with every replica. The last
// line is one JSON object; it exits 1 on any loss, duplicate, gap or mismatch.
//   --file F        the file (gzip or plain CSV with the columns of Online Retail II)
//   --tills N       tills that sell at once (8)
//   --invoices N    how many invoices of the file (all)
//   --hubs N        hub processes on the one database (1)
//   --disturb       kills a hub, Redis and PostgreSQL on the way
import { parseArgs } from 'node:util'
import { replay } from './replay/run.ts'

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    tills: { type: 'string', default: '8' },
    invoices: { type: 'string', default: 'Infinity' },
    hubs: { type: 'string', default: '1' },
    disturb: { type: 'boolean', default: false },
  },
})
const counts = {
  tills: Number(values.tills),
  invoices: Number(values.invoices),
  hubs: Number(values.hubs),
}
if (!values.file || Object.values(counts).some((count) => !(count >= 1))) {
  console.error(
    'Usage: npm run replay -- --file F [--tills N] [--invoices N] [--hubs N] [--disturb]',
  )
  process.exit(2)
}
const outcome = await replay({ file: values.file, ...counts, disturb: values.disturb })
console.log(JSON.stringify(outcome.report))
process.exit(outcome.sound ? 0 : 1)
