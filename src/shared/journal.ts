// The one operation through which a device hands in what it has written in its journal: sales,
// returns, drawers. Each entry has a dense number under the terminal's fence and continues a hash
// chain; what is hashed, kept and verified is the exact text the device sent.
import Type, { type Static } from 'typebox'
import { bounds } from './bounds.ts'
import { At, Nullable, OneOf, Strict, collection, event, operation } from './contract.ts'
import { Id } from './ids.ts'
import { ProblemBody } from './problem.ts'

/** The hash before the first entry of a fence. */
export const CHAIN_START = '0'.repeat(64)
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64, description: 'SHA-256, hex' })

export const JournalEntry = Strict({
  n: Type.Integer({ minimum: 1, description: 'Dense per terminal and fence, from 1' }),
  id: Id,
  kind: Type.String({ maxLength: 40 }),
  previousHash: Hash,
  /** JSON of the kind's body, exactly as journaled; its `id` is this entry's id. */
  body: Type.String({ maxLength: 400_000 }),
})
export type JournalEntry = Static<typeof JournalEntry>

export const Verdict = Strict({
  n: Type.Integer(),
  /**
   * `posted`; `posted-with-exception`: a fact that broke a rule while offline; `refused`: an online
   * entry that did not happen, its number is used up; `quarantined`: kept for a person to look at;
   * `gap`: entries before it are missing, send again from `need`.
   */
  outcome: OneOf('posted', 'posted-with-exception', 'refused', 'quarantined', 'gap'),
  replayed: Type.Boolean(),
  hash: Nullable(Hash),
  result: Type.Optional(Type.Unknown()),
  problem: Type.Optional(ProblemBody),
  exceptions: Type.Optional(Type.Array(Strict({ code: Type.String(), detail: Type.String() }))),
})
export type Verdict = Static<typeof Verdict>

export const journalPost = operation({
  name: 'journal.post',
  summary: 'Post journal entries of the calling terminal, in order',
  detail:
    'hash = SHA-256(previousHash LF n LF body) as UTF-8. Sending an entry again answers the same verdict with `replayed`. A refusal is data: it is kept against its number.',
  http: ['POST', '/journal'],
  needs: 'terminal',
  effect: 'act',
  input: Strict({
    fence: Type.Integer({ minimum: 1 }),
    entries: Type.Array(JournalEntry, { minItems: 1, maxItems: bounds.entriesPerPost }),
    sentAt: Type.Optional(
      Type.String({
        ...At,
        description:
          'What the device’s own clock says as it sends this, each time anew: by it a wrong clock is told from entries that come late',
      }),
    ),
  }),
  output: Strict({
    verdicts: Type.Array(Verdict),
    lastN: Type.Integer({ description: 'The last number the hub holds for this fence' }),
    lastHash: Hash,
  }),
})

/** What a terminal said its journal holds, beside what the hub held of it at that moment. */
export const JournalReport = Strict({
  terminalId: Id,
  fence: Type.Integer({ minimum: 1 }),
  /** The last number the hub held when the terminal said so. */
  lastN: Type.Integer({ minimum: 0 }),
  /** The last number the terminal holds; what lies between is outstanding. */
  reportedN: Type.Integer({ minimum: 0 }),
})
export type JournalReport = Static<typeof JournalReport>

export const journalReported = event({
  name: 'journal.reported',
  summary: 'A terminal said how far its journal goes',
  stream: 'store',
  audience: ['manager'],
  body: JournalReport,
})
/** Replicated: the last report of each journal that was ever ahead of the hub. */
export const journalReports = collection({
  name: 'journal-reports',
  record: JournalReport,
  changed: journalReported,
  key: (r) => `${r.terminalId}|${r.fence}`,
})

export const journalReport = operation({
  name: 'journal.report',
  summary: 'Say how far the journal of the calling terminal goes',
  detail:
    'Sent on connecting, while entries wait, and once they are through. What the hub is told of and does not have holds up the Z of that terminal. It never goes back. `stale-fence` for a journal that was never opened.',
  http: ['POST', '/journal/report'],
  needs: 'terminal',
  effect: 'write',
  input: Strict({
    fence: Type.Integer({ minimum: 1 }),
    lastN: Type.Integer({ minimum: 0, description: 'The last number the terminal has written' }),
  }),
  output: JournalReport,
})
