// Where every chain of the books ended when they were proved. Kept where nobody who can rewrite the database
// can reach it, it is what finds a chain that was cut short or made anew from end to end: whoever can do
// that leaves books that agree with themselves.
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Sql } from '#kernel/database.ts'
import type { Break, Check } from './check.ts'

/** The end of one chain: the number of its last link, and that link's hash. */
const End = Type.Object({
  chain: Type.Union([Type.Literal('log'), Type.Literal('journal'), Type.Literal('invoices')]),
  /** A store's id; a terminal's and its fence; a store's and its series. */
  of: Type.String(),
  n: Type.Integer({ minimum: 1 }),
  hash: Type.String(),
})
export const Witness = Type.Object({ at: Type.String(), ends: Type.Array(End) })
export type Witness = Static<typeof Witness>
type End = Static<typeof End>

/** Every link of a kind of chain, by what the chain is of, its number and its hash. */
const links: Readonly<Record<End['chain'], string>> = {
  log: `select store_id::text as of, seq as n, hash from event`,
  journal: `select terminal_id || '|' || fence as of, n, hash from journal`,
  invoices: `select store_id || '|' || series_id as of, serial as n, hash from invoice`,
}
const kinds = Object.keys(links) as End['chain'][]

/** The ends of all chains as they are now; `at` is the instant, ISO 8601. */
export async function witness(sql: Sql, at: string): Promise<Witness> {
  const ends: End[] = []
  for (const chain of kinds) {
    const found = await sql<Omit<End, 'chain'>>(
      `select distinct on (of) of, n, hash from (${links[chain]}) l order by of, n desc`,
    )
    ends.push(...found.map((end) => ({ chain, ...end })))
  }
  return { at, ends }
}

/** Reads what an earlier proof printed. Throws where it is no proof. */
export function readWitness(text: string): Witness {
  const proof: unknown = JSON.parse(text)
  const found = typeof proof === 'object' && proof && 'witness' in proof ? proof.witness : proof
  if (Value.Check(Witness, found)) return found
  throw new Error('This is not what a proof of the books printed')
}

/** Whether the books still hold, link for link, what an earlier proof saw. */
export function witnessCheck(former: Witness): Check {
  return {
    invariant: 31,
    name: `every chain still holds where it ended at ${former.at}`,
    run: async (sql) => {
      const breaks: Break[] = []
      for (const chain of kinds) {
        const ends = former.ends.filter((end) => end.chain === chain)
        const missing = await sql<{ key: string; found: string | null }>(
          `select e.of || '|' || e.n as key, l.hash as found
             from unnest($1::text[], $2::bigint[], $3::text[]) e(of, n, hash)
             left join (${links[chain]}) l on l.of = e.of and l.n = e.n
            where l.hash is distinct from e.hash`,
          [ends.map(({ of }) => of), ends.map(({ n }) => n), ends.map(({ hash }) => hash)],
        )
        for (const { key, found } of missing) {
          breaks.push({ key, found: found === null ? 'it is gone' : 'it was made anew' })
        }
      }
      return { breaks, looked: former.ends.length }
    },
  }
}
