// The hub's half of `journal.post` in memory: numbers, hashes and verdicts as the contract has
// them.
import { createHash } from 'node:crypto'
import type { JournalEntry, Verdict } from '#shared/journal.ts'
import { problemBody, type ProblemSlug } from '#shared/problem.ts'

type Input = { fence: number; entries: JournalEntry[] }
type Kept = { hash: string; body: string; verdict: Verdict }

export class FakeJournal {
  fence = 1
  lastHash = '0'.repeat(64)
  kept: Kept[] = []
  /** Documents to refuse, by id. */
  readonly refuse = new Set<string>()
  readonly quarantined: JournalEntry[] = []

  post({ fence, entries }: Input) {
    const verdicts = entries.map((entry) => this.#decide(fence, entry))
    return { verdicts, lastN: this.kept.length, lastHash: this.lastHash }
  }

  #decide(fence: number, entry: JournalEntry): Verdict {
    const { n, body, previousHash } = entry
    if (fence !== this.fence) return this.#quarantine(entry, 'stale-fence')
    const hash = createHash('sha256').update(`${previousHash}\n${n}\n${body}`).digest('hex')
    const known = this.kept[n - 1]
    if (known?.hash === hash) return { ...known.verdict, replayed: true }
    if (known) return this.#quarantine(entry, 'identity-conflict')
    const need = this.kept.length + 1
    if (n !== need) {
      const problem = problemBody('journal-gap', { need })
      return { n, outcome: 'gap', replayed: false, hash: null, problem }
    }
    if (previousHash !== this.lastHash) return this.#quarantine(entry, 'chain-broken')
    const refused = this.refuse.has(entry.id)
    const verdict: Verdict = refused
      ? { n, outcome: 'refused', replayed: false, hash, problem: problemBody('stock-short') }
      : { n, outcome: 'posted', replayed: false, hash, result: { id: entry.id } }
    this.kept.push({ hash, body, verdict })
    this.lastHash = hash
    return verdict
  }

  #quarantine(entry: JournalEntry, slug: ProblemSlug): Verdict {
    this.quarantined.push(entry)
    const problem = problemBody(slug)
    return { n: entry.n, outcome: 'quarantined', replayed: false, hash: null, problem }
  }
}
