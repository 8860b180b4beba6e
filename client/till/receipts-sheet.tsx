// The receipts of this till today, newest first: to be seen and printed again, or reversed while their drawer is open.
import { Button, UnstyledButton } from '@mantine/core'
import { IconCloudOff, IconReceipt } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { salesGet, salesList, type SaleSummary, type StoredSale } from '#sales/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { Code } from '../ui/code.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Money } from '../ui/money.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import { ReceiptVoid } from './receipt-void.tsx'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function ReceiptsSheet() {
  const till = useTill()
  const say = useSay()
  const problemWords = useProblemWords()
  const { rows, more, problem, read } = useReceipts()
  const [chosen, choose] = useState<StoredSale | null>(null)
  const [opening, setOpening] = useState<string | null>(null)
  if (!till.live && !chosen) return <NeedsLink />
  if (chosen) return <ReceiptVoid sale={chosen} onBack={() => choose(null)} />
  const open = ({ saleId }: SaleSummary) => {
    setOpening(saleId)
    void read.one(saleId).then((sale) => {
      setOpening(null)
      if (sale) choose(sale)
    })
  }
  return (
    <div className={css.form}>
      {problem && (
        <Failure
          happened={problemWords(problem.body, problem.answered)}
          kept={say('sell.basketKept')}
          next=""
          primary={{ words: say('paying.askAgain'), onAct: () => read.more(null) }}
        />
      )}
      {!rows && !problem && <Skeletons shape="lines" count={5} />}
      {rows?.length === 0 && (
        <Empty
          icon={<IconReceipt size={36} stroke={1.6} aria-hidden />}
          title={say('undoing.none')}
          detail={say('undoing.noneDetail')}
        />
      )}
      <div className={css.list}>
        {rows?.map((row, i) => (
          <Row
            key={row.saleId}
            row={row}
            first={i === 0}
            busy={opening === row.saleId}
            onOpen={open}
          />
        ))}
      </div>
      {more !== null && (
        <Button variant="default" onClick={() => read.more(more)}>
          {say('undoing.more')}
        </Button>
      )}
    </div>
  )
}

function NeedsLink() {
  const say = useSay()
  return (
    <Empty
      icon={<IconCloudOff size={36} stroke={1.6} aria-hidden />}
      title={say('undoing.open')}
      detail={say('undoing.needsLink')}
    />
  )
}

type RowProps = { row: SaleSummary; first: boolean; busy: boolean; onOpen(row: SaleSummary): void }

function Row({ row, first, busy, onOpen }: RowProps) {
  const say = useSay()
  const { numerals } = useLook()
  return (
    <UnstyledButton
      className={css.choice}
      aria-busy={busy}
      {...(first ? { ref: takeFocus } : {})}
      onClick={() => onOpen(row)}
    >
      <span className={css.choiceWords}>
        <Code>{row.receipt}</Code>
        <span className={css.quiet}>
          <bdi>{numerals.time(row.at)}</bdi>
        </span>
      </span>
      {row.offline && <Chip>{say('undoing.offline')}</Chip>}
      <span className={css.choiceEnd}>
        <Money amountMinor={row.totalMinor} currency={row.currency} />
      </span>
    </UnstyledButton>
  )
}

/** The newest has the focus as soon as it is there. */
const takeFocus = (row: HTMLElement | null) => row?.focus()

const AT_ONCE = 20

function useReceipts() {
  const { link, terminal, shelf, onDay, live } = useTill()
  const storeId = shelf.shop.id
  const [rows, setRows] = useState<readonly SaleSummary[] | null>(null)
  const [more, setMore] = useState<string | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const failed = useCallback((error: unknown) => {
    if (!(error instanceof CallProblem)) throw error
    setProblem(error)
  }, [])
  const readMore = useCallback(
    (after: string | null) => {
      const of = { storeId, terminalId: terminal.id, businessOn: onDay, limit: AT_ONCE }
      link
        .call(salesList, after === null ? of : { ...of, after }, { attempts: 2 })
        .then((page) => {
          setProblem(null)
          setRows((now) => [...(after === null ? [] : (now ?? [])), ...page.rows])
          setMore(page.next)
        })
        .catch(failed)
    },
    [link, storeId, terminal.id, onDay, failed],
  )
  useEffect(() => {
    if (live) readMore(null)
  }, [live, readMore])
  const one = (saleId: string) =>
    link.call(salesGet, { storeId, saleId }, { attempts: 2 }).catch((error: unknown) => {
      failed(error)
      return null
    })
  return { rows, more, problem, read: { more: readMore, one } }
}
