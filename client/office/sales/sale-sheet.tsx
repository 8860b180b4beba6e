// One sale, whole: its lines with the lots they took and what came back, its tenders and taxes, its exceptions, its invoice.
import { IconReceiptOff } from '@tabler/icons-react'
import { useCallback } from 'react'
import { customersGet } from '#customers/contract.ts'
import { saleCompleted, salesGet, type StoredSale } from '#sales/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { InvoicePdf } from '../invoices/invoice-pdf.tsx'
import { askOptions, useAsked } from '../../link/asked.ts'
import { Fact, Facts } from '../parts/facts.tsx'
import { useNames } from '../parts/named.ts'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { SaleLines } from './sale-lines.tsx'
import { SaleNotes } from './sale-notes.tsx'
import { kindOf } from './sale-standing.ts'
import { SaleTotals } from './sale-totals.tsx'

export type SaleSheetProps = { storeId: string; saleId: string; onClose(): void }

export function SaleSheet({ storeId, saleId, onClose }: SaleSheetProps) {
  const say = useSay()
  const { call } = useLink()
  const ask = useCallback(
    () => call(salesGet, { storeId, saleId }, askOptions),
    [call, storeId, saleId],
  )
  // A return posted meanwhile changes how much of it has come back.
  const { answer, problem, asking, again } = useAsked(ask, useFactVersion(saleCompleted))
  return (
    <Sheet
      opened
      onClose={onClose}
      title={say(answer ? `salesOffice.kinds.${kindOf(answer.body)}` : 'salesOffice.sale')}
    >
      {asking && <Skeletons shape="rows" count={6} />}
      {problem?.slug === 'not-found' ? (
        <Empty
          icon={<IconReceiptOff size={40} stroke={1.6} aria-hidden />}
          title={say('salesOffice.gone')}
        />
      ) : (
        <ProblemNote problem={problem} onAgain={again} />
      )}
      {answer && <OneSale sale={answer} storeId={storeId} />}
    </Sheet>
  )
}

function OneSale({ sale, storeId }: { sale: StoredSale; storeId: string }) {
  return (
    <div className={parts.form}>
      <SaleFacts sale={sale} />
      <SaleNotes sale={sale} storeId={storeId} />
      <SaleLines sale={sale} storeId={storeId} />
      <SaleTotals sale={sale} />
      <InvoicePdf storeId={storeId} saleId={sale.saleId} />
    </div>
  )
}

function SaleFacts({ sale }: { sale: StoredSale }) {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  const { body, customerId } = sale
  return (
    <Facts>
      <Fact term={say('salesOffice.receipt')}>
        <Code>{sale.receipt}</Code>
      </Fact>
      <Fact term={say('officeParts.when')}>
        <bdi>{`${numerals.date(sale.at)} ${numerals.time(sale.at)}`}</bdi>
      </Fact>
      <Fact term={say('officeParts.terminal')}>
        <bdi>{names.terminal(sale.terminalId)}</bdi>
      </Fact>
      <Fact term={say('salesOffice.cashier')}>
        <bdi>{names.person(sale.personId)}</bdi>
      </Fact>
      {body.salesPersonId !== null && (
        <Fact term={say('salesOffice.soldBy')}>
          <bdi>{names.person(body.salesPersonId)}</bdi>
        </Fact>
      )}
      {customerId !== null && (
        <Fact term={say('salesOffice.customer')}>
          <CustomerName id={customerId} />
        </Fact>
      )}
      {body.channel === 'phone' && <Fact term={say('basket.channel')}>{say('basket.phone')}</Fact>}
      <Fact term={say('salesOffice.invoice')}>
        <Code>{sale.invoiceNumber}</Code>
      </Fact>
    </Facts>
  )
}

function CustomerName({ id }: { id: string }) {
  const { call } = useLink()
  const may = useMay(customersGet.needs)
  const ask = useCallback(() => call(customersGet, { id }, askOptions), [call, id])
  const { answer } = useAsked(may ? ask : null)
  return <bdi>{answer?.name ?? '–'}</bdi>
}
