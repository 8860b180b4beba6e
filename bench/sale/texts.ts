// The texts a sale of the lane leaves, taken from one, and the proof that the peers leave as much.
import type { Kernel } from '#kernel/kernel.ts'

export type Texts = {
  readonly body: string
  readonly verdict: string
  readonly invoice: string
  readonly facts: readonly string[]
}

/** The texts of the sale that was journaled last. */
export async function textsOfLastSale({ database }: Kernel): Promise<Texts> {
  const [sale] = await database.sql<{ documentId: string; body: string; verdict: string }>(
    `select document_id as "documentId", body, verdict from journal
      where kind = 'sale' order by at desc, document_id desc limit 1`,
  )
  if (!sale) throw new Error('nothing was sold')
  const [invoice] = await database.sql<{ body: string }>(
    `select body from invoice where sale_id = $1`,
    [sale.documentId],
  )
  const facts = await database.sql<{ body: string }>(
    `select body from event where call_id = $1 order by seq`,
    [sale.documentId],
  )
  const { body, verdict } = sale
  return { body, verdict, invoice: invoice?.body ?? '', facts: facts.map((fact) => fact.body) }
}

const tables = ['journal', 'sale', 'sale_line', 'tender', 'movement', 'invoice', 'event'] as const

type Left = ReadonlyMap<string, { rows: number; bytes: number }>

async function leftIn({ database }: Kernel): Promise<Left> {
  const counts = await Promise.all(
    tables.map(async (table) => {
      const [row] = await database.sql<{ rows: number; bytes: number }>(
        `select count(*) as rows, coalesce(sum(octet_length(t::text)), 0) as bytes from "${table}" t`,
      )
      return [table, row ?? { rows: 0, bytes: 0 }] as const
    }),
  )
  return new Map(counts)
}

// Texts of one length differ by the digits of their numbers.
const MOST_DIFFERENCE = 0.1

/** Throws unless each way of selling leaves as many rows in every table, and as many bytes in all. */
export async function sameRows(
  kernel: Kernel,
  ways: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  let first: { counts: string; bytes: number } | undefined
  for (const [name, sell] of Object.entries(ways)) {
    const before = await leftIn(kernel)
    await sell()
    const after = await leftIn(kernel)
    const added = tables.map((table) => {
      const [was, is] = [before.get(table), after.get(table)]
      return {
        rows: (is?.rows ?? 0) - (was?.rows ?? 0),
        bytes: (is?.bytes ?? 0) - (was?.bytes ?? 0),
      }
    })
    const counts = added.map(({ rows }) => rows).join(' ')
    const bytes = added.reduce((sum, each) => sum + each.bytes, 0)
    first ??= { counts, bytes }
    const difference = Math.abs(bytes - first.bytes) / first.bytes
    if (counts !== first.counts || difference > MOST_DIFFERENCE) {
      throw new Error(
        `${name} leaves ${counts} rows and ${bytes} bytes, not ${first.counts} and ${first.bytes}`,
      )
    }
  }
}
