// Goods that come back: against their receipt, line by line, or without one for whoever may. What comes back joins
// the open basket, so that an exchange is one ticket.
import { Button } from '@mantine/core'
import { IconCloudOff, IconReceiptRefund } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { noReceiptPermission, salesFind, type StoredSale } from '#sales/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { Failure } from '../ui/failure.tsx'
import { TextField } from '../ui/fields.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { ReturnLines } from './return-lines.tsx'
import { ReturnReason, type Reasoned } from './return-reason.tsx'
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
  if (sale) return <ReturnLines sale={sale} />
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
      {till.may(noReceiptPermission) && <WithoutReceipt />}
    </div>
  )
}

function useReceipt() {
  const { link } = useTill()
  const [sale, setSale] = useState<StoredSale | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const find = useCallback(
    (text: string) => {
      const receipt = text.trim().toUpperCase()
      if (receipt === '') return
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
    [link],
  )
  return { sale, problem, busy, find }
}

/** From here on what is scanned or touched comes back, until someone says stop. */
function WithoutReceipt() {
  const till = useTill()
  const say = useSay()
  const [reasoned, setReasoned] = useState<Reasoned>({ reason: '', disposition: 'restock' })
  return (
    <section className={css.apart} aria-label={say('sell.withoutReceipt')}>
      <h3>{say('sell.withoutReceipt')}</h3>
      <p className={css.about}>{say('sell.withoutReceiptDetail')}</p>
      <ReturnReason value={reasoned} onChange={setReasoned} />
      <Button
        variant="default"
        aria-disabled={reasoned.reason === ''}
        onClick={() => {
          if (reasoned.reason === '') return
          till.act({ do: 'returning', returning: reasoned })
          till.show({ sheet: null })
        }}
      >
        {say('sell.startReturning')}
      </Button>
    </section>
  )
}
