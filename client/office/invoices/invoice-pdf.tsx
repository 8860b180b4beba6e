// The invoice of a sale as PDF: asked for, made by a worker, pushed when it is ready, opened in a tab of its own.
import { Button } from '@mantine/core'
import { IconFileTypePdf, IconRefresh } from '@tabler/icons-react'
import { useCallback } from 'react'
import {
  type Invoice,
  invoicePdfChanged,
  invoicesForSale,
  invoicesRequestPdf,
} from '#invoices/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { Code } from '../../ui/code.tsx'
import { LongWork } from '../../ui/long-work.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { openHubFile } from '../parts/download.ts'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { useWork } from '../../forms/work.ts'

export function InvoicePdf({ storeId, saleId }: { storeId: string; saleId: string }) {
  const { call } = useLink()
  const ask = useCallback(
    () => call(invoicesForSale, { storeId, saleId }, askOptions),
    [call, storeId, saleId],
  )
  const { answer, problem, again } = useAsked(ask, useFactVersion(invoicePdfChanged))
  if (answer) return <PdfActs invoice={answer} onChanged={again} />
  return problem?.slug === 'not-found' ? null : <ProblemNote problem={problem} onAgain={again} />
}

export type PdfActsProps = { invoice: Invoice; onChanged(): void }

export function PdfActs({ invoice, onChanged }: PdfActsProps) {
  const say = useSay()
  const link = useLink()
  const work = useWork()
  const { id, storeId, number, pdf } = invoice
  const request = async () => {
    if (await work.run(() => link.call(invoicesRequestPdf, { storeId, invoiceId: id }))) onChanged()
  }
  const open = () => void work.run(() => openHubFile(link, `/stores/${storeId}/invoices/${id}/pdf`))
  const title = say('invoicesOffice.making')
  return (
    <>
      <ProblemNote problem={work.problem} />
      {pdf === 'ready' && (
        <Button
          leftSection={<IconFileTypePdf size={20} stroke={1.8} aria-hidden />}
          loading={work.doing}
          onClick={open}
        >
          <span>
            {say('invoicesOffice.open')} <Code>{number}</Code>
          </span>
        </Button>
      )}
      {pdf === 'queued' && <LongWork title={title} done={0} all={1} />}
      {(pdf === 'none' || pdf === 'failed') && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={20} stroke={1.8} aria-hidden />}
          loading={work.doing}
          onClick={() => void request()}
        >
          {say(pdf === 'failed' ? 'invoicesOffice.tryAgain' : 'invoicesOffice.request')}
        </Button>
      )}
    </>
  )
}
