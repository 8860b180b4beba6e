// The statement of a customer in one currency: what they were charged and paid, newest first, with the balance after each.
import { useCallback, useMemo } from 'react'
import { IconListDetails } from '@tabler/icons-react'
import {
  type Customer,
  customerAccountChanged,
  type CustomerEntry,
  customersStatement,
} from '#customers/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, usePages } from '../parts/asked.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'

type StatementProps = { customer: Customer; currency: string; onClose(): void }

export function Statement({ customer, currency, onClose }: StatementProps) {
  const say = useSay()
  const { call } = useLink()
  const { id } = customer
  const ask = useCallback(
    (page: { after?: string; limit: number }) =>
      call(customersStatement, { id, currency, ...page }, askOptions),
    [call, id, currency],
  )
  const asked = usePages<CustomerEntry>(ask, useFactVersion(customerAccountChanged))
  const columns = useColumns(currency)
  return (
    <Sheet
      opened
      onClose={onClose}
      title={say('customerCredit.statementOf', { name: customer.name })}
    >
      <Listing<CustomerEntry>
        label={say('customerCredit.acts.statement')}
        columns={columns}
        rows={asked.answer}
        problem={asked.problem}
        onAgain={asked.again}
        more={asked.more}
        idOf={({ number }) => String(number)}
        nameOf={({ number }) => String(number)}
        empty={{
          icon: <IconListDetails size={40} stroke={1.6} aria-hidden />,
          title: say('customerCredit.noEntries'),
        }}
      />
    </Sheet>
  )
}

function useColumns(currency: string): readonly ListColumn<CustomerEntry>[] {
  const say = useSay()
  const numerals = useNumerals()
  return useMemo(() => {
    const money = (
      id: 'amount' | 'balance',
      read: (entry: CustomerEntry) => number,
    ): ListColumn<CustomerEntry> => ({
      id,
      head: say(id === 'amount' ? 'customerCredit.charged' : 'customerCredit.owes'),
      width: '110px',
      number: true,
      cell: (entry) => (
        <bdi>{numerals.amount(read(entry), currency, { signed: id === 'amount' })}</bdi>
      ),
    })
    return [
      {
        id: 'at',
        head: say('officeParts.when'),
        width: '120px',
        cell: ({ at }) => <bdi>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>,
      },
      {
        id: 'kind',
        head: say('customerCredit.what'),
        width: 'minmax(90px, 1fr)',
        cell: ({ kind, paidBy }) =>
          paidBy === null
            ? say(`customerCredit.entries.${kind}`)
            : say(`customerCredit.kinds.${paidBy}`),
      },
      money('amount', ({ amountMinor }) => amountMinor),
      money('balance', ({ balanceMinor }) => balanceMinor),
    ]
  }, [say, numerals, currency])
}
