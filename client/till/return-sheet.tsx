// Goods that come back: against their receipt, line by line, or without one as the store allows it. What comes back
// joins the open basket, so that an exchange is one ticket.
import { Button } from '@mantine/core'
import { IconBan, IconCloudOff, IconReceiptRefund } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { noReceiptPermission, salesFind, type StoredSale } from '#sales/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { TextField } from '../ui/fields.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { ReturnLines } from './return-lines.tsx'
import { plainReason, ReturnReason } from './return-reason.tsx'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function ReturnSheet({ receipt }: { receipt: string }) {
  const till = useTill()
  const say = useSay()
  const [text, setText] = useState(receipt)
  const { sale, problem, busy, find } = useReceipt()
  const problemWords = useProblemWords()
  useEffect(() => {
    if (receipt !== '') find(receipt)
  }, [receipt, find])
  if (sale) return <Found sale={sale} />
  return (
    <div className={css.form}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          find(text)
        }}
      >
        <TextField
          first
          label={say('sell.receiptNumber')}
          hint={say('sell.receiptNumberHint')}
          value={text}
          code
          onChange={(value) => setText(value.toUpperCase())}
        />
        <Button
          type="submit"
          size="lg"
          loading={busy}
          aria-disabled={!till.live}
          leftSection={<IconReceiptRefund size={20} stroke={1.8} aria-hidden />}
        >
          {say('sell.findReceipt')}
        </Button>
      </form>
      {!till.live && (
        <p className={css.note}>
          <IconCloudOff size={18} stroke={1.8} aria-hidden /> {say('sell.receiptNeedsLink')}
        </p>
      )}
      {problem && (
        <Failure
          happened={
            problem.slug === 'not-found'
              ? say('sell.noReceipt')
              : problemWords(problem.body, problem.answered)
          }
          kept={say('sell.basketKept')}
          next={say('sell.noReceiptNext')}
        />
      )}
      <WithoutReceipt />
    </div>
  )
}

/** A sale that was reversed, that is a reversal, or that was in other money gives nothing back. */
function Found({ sale }: { sale: StoredSale }) {
  const say = useSay()
  const ours = useTill().shelf.shop.currency
  if (sale.currency !== ours) {
    const money = { theirs: sale.currency, ours }
    return (
      <Empty
        icon={<IconBan size={36} stroke={1.6} aria-hidden />}
        title={say('giving.otherMoney', money)}
        detail={say('giving.otherMoneyDetail', money)}
      />
    )
  }
  if (sale.voidedBy === null && sale.body.voidOf === null) return <ReturnLines sale={sale} />
  return (
    <Empty
      icon={<IconBan size={36} stroke={1.6} aria-hidden />}
      title={say(sale.voidedBy === null ? 'undoing.aReversal' : 'giving.reversed')}
      detail={say('giving.reversedDetail')}
    />
  )
}

function useReceipt() {
  const { link, live } = useTill()
  const [sale, setSale] = useState<StoredSale | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const find = useCallback(
    (text: string) => {
      const receipt = text.trim().toUpperCase()
      if (receipt === '' || !live) return
      setBusy(true)
      setProblem(null)
      link
        .call(salesFind, { receipt }, { attempts: 2 })
        .then(setSale)
        .catch((error: unknown) => {
          if (!(error instanceof CallProblem)) throw error
          setProblem(error)
        })
        .finally(() => setBusy(false))
    },
    [link, live],
  )
  return { sale, problem, busy, find }
}

/** From here on what is scanned or touched comes back, until someone says stop. */
function WithoutReceipt() {
  const till = useTill()
  const say = useSay()
  const [reasoned, setReasoned] = useState(plainReason)
  const { noReceipt } = till.shelf.shop
  const detail = {
    refuse: 'giving.policyRefuse',
    'store-credit': 'giving.policyCredit',
    any: 'giving.policyAny',
  } as const
  return (
    <section className={css.apart} aria-label={say('sell.withoutReceipt')}>
      <h3>{say('sell.withoutReceipt')}</h3>
      <p className={css.about}>
        {say(detail[noReceipt])}
        {noReceipt !== 'refuse' && !till.may(noReceiptPermission) && ` ${say('giving.askLater')}`}
      </p>
      {noReceipt !== 'refuse' && (
        <>
          <ReturnReason value={reasoned} onChange={setReasoned} />
          <Button
            variant="default"
            onClick={() => {
              till.act({ do: 'returning', returning: reasoned })
              till.show({ sheet: null })
            }}
          >
            {say('sell.startReturning')}
          </Button>
        </>
      )}
    </section>
  )
}
