// `npm run bench -- <name>`: one benchmark with its peers in the same run. The last line is its result
// as JSON; the exit code says whether it reached its targets. `--list` names them all.
import { benches } from './benches.ts'

const [name = '--list'] = process.argv.slice(2)
const bench = benches[name]
if (name === '--list') {
  for (const [each, { about }] of Object.entries(benches))
    console.log(`${each.padEnd(18)} ${about}`)
} else if (!bench) {
  console.error(`There is no benchmark ${name}; --list names them.`)
  process.exit(2)
} else {
  const { run } = await bench.load()
  const result = await run()
  console.log(JSON.stringify(result))
  process.exit(result.pass ? 0 : 1)
}
