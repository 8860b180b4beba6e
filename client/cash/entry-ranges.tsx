// Ranges of a till's journal as people can find them: the receipt numbers they begin and end with.
import type { Id } from '#shared/ids.ts'
import { receiptNumber } from '#shared/receipt.ts'
import { stores } from '#stores/contract.ts'
import { terminals } from '#terminals/contract.ts'
import type { JournalRange } from '#tills/seal-contract.ts'
import { useRecord } from '../link/react.ts'
import { Code } from '../ui/code.tsx'
import css from './cash.module.css'

type EntryRangesProps = {
  readonly storeId: Id
  readonly terminalId: Id
  readonly ranges: readonly JournalRange[]
}

export function EntryRanges({ storeId, terminalId, ranges }: EntryRangesProps) {
  const store = useRecord(stores, storeId)
  const terminal = useRecord(terminals, terminalId)
  if (!store || !terminal) return null
  const code = (fence: number, n: number) => receiptNumber(store, terminal, { fence, n })
  return (
    <ul className={css.ranges}>
      {ranges.map(({ fence, fromN, toN }) => (
        <li key={`${fence} ${fromN}`}>
          <Code>{code(fence, fromN)}</Code>
          {toN > fromN && (
            <>
              {' … '}
              <Code>{code(fence, toN)}</Code>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
