// The reports of a cash session: X, what it came to so far, and Z, the same sealed for ever. Both are for
// managers; a till learns of its Z only that it has one.
import Type, { type Static } from 'typebox'
import { At, Nullable, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Page, pageFields } from '#shared/paging.ts'
import { CashSession, Drawer, DrawerMoves } from './contract.ts'

const minor = Type.Integer({ description: 'Minor units of the currency' })
const count = Type.Integer({ minimum: 0 })
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64, description: 'SHA-256, hex' })

/** Everything that was posted to one cash session. Refunds are negative throughout. */
export const SessionTotals = Strict({
  /** Documents that took money or none, and those that gave some back. */
  salesCount: count,
  returnsCount: count,
  /** Times something was taken out of a basket before it was paid for. */
  voidsCount: count,
  /** Documents that reverse a sale of this session; they are counted above like it. */
  postVoidsCount: count,
  /** Line amounts in the store's tax mode, of what was sold and of what came back (negative). */
  soldMinor: minor,
  returnedMinor: minor,
  /** Taken off the lines of what was sold. */
  discountsMinor: minor,
  netMinor: minor,
  taxMinor: minor,
  roundingMinor: minor,
  /** net + tax + rounding; equal to the sum of the tenders. */
  totalMinor: minor,
  /** What was paid less change and refunds, by kind, in the order of their names. */
  tenders: Type.Array(Strict({ kind: Type.String(), count, amountMinor: minor })),
  /** By category and rate, from the documents issued. */
  taxes: Type.Array(
    Strict({
      category: Type.String(),
      ratePpm: Type.Integer(),
      netMinor: minor,
      taxMinor: minor,
    }),
  ),
  moves: DrawerMoves,
})
export type SessionTotals = Static<typeof SessionTotals>

/** Journal entries of one fence, both ends included. */
export const JournalRange = Strict({
  fence: Type.Integer({ minimum: 1 }),
  fromN: Type.Integer({ minimum: 1 }),
  toN: Type.Integer({ minimum: 1 }),
})
export type JournalRange = Static<typeof JournalRange>

/** What is hashed and kept as text: the Z of one cash session. */
export const ZBody = Strict({
  storeId: Id,
  terminalId: Id,
  /** Dense per terminal, from 1. */
  number: Type.Integer({ minimum: 1 }),
  cashSessionId: Id,
  sessionNumber: Type.Integer({ minimum: 1 }),
  personId: Id,
  currency: Type.String(),
  openedAt: At,
  closedAt: Nullable(At),
  closedBy: Nullable(Id),
  sealedAt: At,
  sealedBy: Nullable(Id),
  floatMinor: minor,
  expectedMinor: minor,
  /** Null for a session that was left without a count. */
  countedMinor: Nullable(minor),
  varianceMinor: Nullable(minor),
  totals: SessionTotals,
  /** Of all sales of this terminal up to and with this Z, less what came back; never reset. */
  grandTotalMinor: minor,
  /** The ranges of consecutive Zs of a terminal tile the numbers of each fence exactly. */
  ranges: Type.Array(JournalRange),
  /** By fence: the last number that this Z and those before it cover, and up to which missing ones are explained. */
  ends: Type.Array(
    Strict({ fence: Type.Integer(), n: Type.Integer(), explainedN: Type.Integer() }),
  ),
  /** Entries the terminal said it holds and the hub did not have, which the explanation is about. */
  missing: Type.Array(JournalRange),
  explanation: Nullable(Type.String({ minLength: 1, maxLength: 500 })),
})
export type ZBody = Static<typeof ZBody>

export const ZReport = Strict({
  ...ZBody.properties,
  /** SHA-256 over previousHash LF number LF body text; the first follows 64 zeros. */
  hash: Hash,
  previousHash: Hash,
})
export type ZReport = Static<typeof ZReport>

export const ZSummary = Strict({
  id: Id,
  terminalId: Id,
  number: Type.Integer({ minimum: 1 }),
  cashSessionId: Id,
  sealedAt: At,
  sealedBy: Nullable(Id),
  currency: Type.String(),
  totalMinor: minor,
  grandTotalMinor: minor,
  varianceMinor: Nullable(minor),
  /** Whether it was sealed over entries that were missing. */
  explained: Type.Boolean(),
})
export type ZSummary = Static<typeof ZSummary>

export const zSealed = event({
  name: 'z-report.sealed',
  summary: 'A cash session was sealed with its Z',
  stream: 'store',
  audience: ['manager'],
  body: ZSummary,
})
/** Beyond `tills.seal`: sealing although entries are missing, with the reason why. */
export const sealOverGapPermission = 'tills.seal-over-gap'

export const tillsX = operation({
  name: 'tills.x',
  summary: 'What a cash session came to so far, with what its drawer should hold',
  http: ['GET', '/stores/:storeId/cash-sessions/:cashSessionId/x'],
  needs: 'tills.x',
  effect: 'read',
  input: Strict({ storeId: Id, cashSessionId: Id }),
  output: Strict({ session: CashSession, drawer: Drawer, totals: SessionTotals, at: At }),
})
export const tillsSeal = operation({
  name: 'tills.seal',
  summary: 'Seal a closed cash session with its Z report',
  detail:
    'Sessions of a terminal are sealed in their order. Refused with `journal-outstanding` (`missing`) while the terminal holds entries the hub does not have, unless an explanation is given by somebody with tills.seal-over-gap; with `wrong-state` while it is open or an earlier one is not sealed; with `already-sealed`.',
  http: ['POST', '/stores/:storeId/cash-sessions/:cashSessionId/seal'],
  needs: 'tills.seal',
  effect: 'write',
  input: Strict({
    storeId: Id,
    cashSessionId: Id,
    explanation: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  }),
  output: ZReport,
})
export const zReportsList = operation({
  name: 'tills.z-reports',
  summary: 'The Z reports of a store, newest first',
  http: ['GET', '/stores/:storeId/z-reports'],
  needs: 'tills.z-reports',
  effect: 'read',
  input: Strict({ storeId: Id, terminalId: Type.Optional(Id), ...pageFields }),
  output: Page(ZSummary),
})
export const zReportGet = operation({
  name: 'tills.z-report',
  summary: 'One Z report, whole',
  http: ['GET', '/stores/:storeId/terminals/:terminalId/z-reports/:number'],
  needs: 'tills.z-report',
  effect: 'read',
  input: Strict({ storeId: Id, terminalId: Id, number: Type.Integer({ minimum: 1 }) }),
  output: ZReport,
})
