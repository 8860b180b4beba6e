// The invoices and credit notes of a store, newest first; each opens with its sums, its chain and its PDF.
import { IconFileInvoice } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { type Invoice, invoicePdfChanged, invoicesList } from '#invoices/contract.ts'
import { saleCompleted } from '#sales/contract.ts'
import { toDecimal } from '#shared/money.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import { Fact, Facts } from '../parts/facts.tsx'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { StorePick } from '../parts/store-pick.tsx'
import { PdfActs } from './invoice-pdf.tsx'

const tones: Record<Invoice['pdf'], Tone> = {
  none: 'plain',
  queued: 'accent',
  ready: 'live',
  failed: 'bad',
}
const kindWords = { '380': 'invoice', '381': 'creditNote' } as const

export default function InvoicesPage() {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const storeId = store?.id
  const [openId, setOpenId] = useState<string | null>(null)
  const ask = useCallback(
    (page: { after?: string; limit: number }) =>
      call(invoicesList, { storeId: storeId ?? '', ...page }, askOptions),
    [call, storeId],
  )
  const version = useFactVersion(saleCompleted) + useFactVersion(invoicePdfChanged)
  const asked = usePages<Invoice>(storeId ? ask : null, version)
  const columns = useColumns()
  const opened = asked.answer?.find(({ id }) => id === openId)
  return (
    <OfficePage>
      <PageHead title={say('office.invoices')} {...(store ? { note: store.currency } : {})}>
        <StorePick />
      </PageHead>
      <Listing<Invoice>
        label={say('office.invoices')}
        name="invoices"
        columns={columns}
        rows={asked.answer}
        problem={asked.problem}
        onAgain={asked.again}
        more={asked.more}
        idOf={({ id }) => id}
        nameOf={({ number }) => number}
        onOpen={({ id }) => setOpenId(id)}
        empty={{
          icon: <IconFileInvoice size={40} stroke={1.6} aria-hidden />,
          title: say('invoicesOffice.none'),
          detail: say('invoicesOffice.noneDetail'),
        }}
      />
      {opened && (
        <Sheet
          opened
          onClose={() => setOpenId(null)}
          title={say(`invoicesOffice.${kindWords[opened.kind]}`)}
        >
          <OneInvoice invoice={opened} onChanged={asked.again} />
        </Sheet>
      )}
    </OfficePage>
  )
}

function OneInvoice({ invoice, onChanged }: { invoice: Invoice; onChanged(): void }) {
  const say = useSay()
  const numerals = useNumerals()
  const money = (minor: number) => <bdi>{numerals.money(minor, invoice.currency)}</bdi>
  return (
    <div className={parts.form}>
      <Facts>
        <Fact term={say('invoicesOffice.number')}>
          <Code>{invoice.number}</Code>
        </Fact>
        <Fact term={say('officeParts.when')}>
          <bdi>{`${numerals.date(invoice.issuedAt, 'day-year')} ${numerals.time(invoice.issuedAt)}`}</bdi>
        </Fact>
        <Fact term={say('salesOffice.net')}>{money(invoice.netMinor)}</Fact>
        <Fact term={say('invoicesOffice.taxes')}>{money(invoice.taxMinor)}</Fact>
        <Fact term={say('salesOffice.total')}>{money(invoice.totalMinor)}</Fact>
        <Fact term={say('invoicesOffice.hash')}>
          <Code>{invoice.hash.slice(0, 16)}</Code>
        </Fact>
        <Fact term={say('invoicesOffice.previousHash')}>
          <Code>{invoice.previousHash.slice(0, 16)}</Code>
        </Fact>
      </Facts>
      <PdfActs invoice={invoice} onChanged={onChanged} />
      <Link href={`/office/sales/${invoice.storeId}/${invoice.saleId}`}>
        {say('invoicesOffice.toSale')}
      </Link>
    </div>
  )
}

function useColumns(): readonly ListColumn<Invoice>[] {
  const say = useSay()
  const numerals = useNumerals()
  return useMemo(
    () => [
      {
        id: 'number',
        head: say('invoicesOffice.number'),
        width: 'minmax(150px, 1fr)',
        by: ({ number }) => number,
        cell: ({ number }) => <Code>{number}</Code>,
      },
      {
        id: 'kind',
        head: say('invoicesOffice.kind'),
        width: '130px',
        by: ({ kind }) => kind,
        plain: ({ kind }) => say(`invoicesOffice.${kindWords[kind]}`),
        cell: ({ kind }) => say(`invoicesOffice.${kindWords[kind]}`),
      },
      {
        id: 'at',
        head: say('officeParts.when'),
        width: '150px',
        by: ({ issuedAt }) => issuedAt,
        cell: ({ issuedAt }) => (
          <bdi>{`${numerals.date(issuedAt)} ${numerals.time(issuedAt)}`}</bdi>
        ),
      },
      {
        id: 'total',
        head: say('salesOffice.total'),
        width: '130px',
        number: true,
        by: ({ totalMinor }) => totalMinor,
        plain: ({ totalMinor, currency }) => Number(toDecimal(totalMinor, currency)),
        cell: ({ totalMinor, currency }) => <bdi>{numerals.amount(totalMinor, currency)}</bdi>,
      },
      {
        id: 'pdf',
        head: say('invoicesOffice.pdf'),
        width: '150px',
        by: ({ pdf }) => pdf,
        plain: ({ pdf }) => say(`invoicesOffice.pdfs.${pdf}`),
        cell: ({ pdf }) => <Chip tone={tones[pdf]}>{say(`invoicesOffice.pdfs.${pdf}`)}</Chip>,
      },
    ],
    [say, numerals],
  )
}
