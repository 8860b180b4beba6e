// The tax invoice of the sale just made: asked for once, told of by the feed when it is ready, fetched with the token
// and opened from memory, because a link alone would carry no right to see it.
import { Button } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { invoicePdfChanged, invoicesRequestPdf } from '#invoices/contract.ts'
import type { Id } from '#shared/ids.ts'
import { API } from '../link/http-request.ts'
import { CallProblem } from '../link/problem.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import type { Made } from './desk.ts'
import css from './done.module.css'
import { useTill } from './till-state.ts'

type Stage =
  | { readonly kind: 'not-asked' | 'coming' }
  | { readonly kind: 'ready'; readonly address: string }
  | { readonly kind: 'failed'; readonly why: string }

export function InvoicePdf({ sale }: { sale: Made }) {
  const { may, live } = useTill()
  const say = useSay()
  const { stage, ask } = useInvoice(sale)
  if (!sale.result || !may('invoices.request-pdf')) return null
  if (stage.kind === 'ready') {
    return (
      <Button
        component="a"
        variant="default"
        href={stage.address}
        target="_blank"
        rel="noopener"
        leftSection={<IconFileInvoice size={20} stroke={1.8} aria-hidden />}
      >
        {say('sell.openInvoice')}
      </Button>
    )
  }
  return (
    <>
      <Button
        variant="default"
        loading={stage.kind === 'coming'}
        leftSection={<IconFileInvoice size={20} stroke={1.8} aria-hidden />}
        aria-disabled={!live}
        onClick={() => live && ask()}
      >
        {say('sell.makeInvoice')}
      </Button>
      {!live && <p className={css.note}>{say('sell.invoiceNeedsLink')}</p>}
      {stage.kind === 'failed' && (
        <p className={css.note} role="alert">
          {stage.why} {say('sell.saleStands')}
        </p>
      )}
    </>
  )
}

function useInvoice({ result, body }: Made) {
  const { link, shelf } = useTill()
  const say = useSay()
  const problemWords = useProblemWords()
  const [stage, setStage] = useState<Stage>({ kind: 'not-asked' })
  const storeId = shelf.shop.id
  const invoiceId = result?.invoiceId ?? null

  const fetchNow = useCallback(
    async (id: Id) => {
      const token = await link.session.freshToken()
      const address = `${API}/stores/${storeId}/invoices/${id}/pdf`
      const response = await fetch(address, { headers: { Authorization: `Bearer ${token}` } })
      if (!response.ok) throw new Error(`no invoice came (${response.status})`)
      const blob = new Blob([await response.arrayBuffer()], { type: 'application/pdf' })
      setStage({ kind: 'ready', address: URL.createObjectURL(blob) })
    },
    [link, storeId],
  )
  const failed = useCallback(
    (error: unknown) => {
      const why =
        error instanceof CallProblem
          ? problemWords(error.body, error.answered)
          : say('problem.internal')
      setStage({ kind: 'failed', why })
    },
    [problemWords, say],
  )

  useEffect(() => {
    if (stage.kind !== 'coming' || invoiceId === null) return
    return link.store.listen(invoicePdfChanged, (fact) => {
      if (fact.invoiceId !== invoiceId) return
      if (fact.pdf === 'ready') fetchNow(invoiceId).catch(failed)
      if (fact.pdf === 'failed') failed(new Error('the invoice could not be made'))
    })
  }, [stage.kind, invoiceId, link, fetchNow, failed])

  // Another sale has another invoice.
  const [of, setOf] = useState(body.id)
  if (of !== body.id) {
    setOf(body.id)
    setStage({ kind: 'not-asked' })
  }

  const ask = () => {
    if (invoiceId === null) return
    setStage({ kind: 'coming' })
    link
      .call(invoicesRequestPdf, { storeId, invoiceId })
      .then((invoice) => (invoice.pdf === 'ready' ? fetchNow(invoiceId) : undefined))
      .catch(failed)
  }
  return { stage, ask }
}
