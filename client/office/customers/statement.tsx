// The statement of a customer in one currency: what they were charged and paid, newest first, with the balance after each.
import { Button } from '@mantine/core'
import { useCallback } from 'react'
import { IconListDetails } from '@tabler/icons-react'
import {
  type Customer,
  customerAccountChanged,
  type CustomerEntry,
  customersStatement,
} from '#customers/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import css from './statement.module.css'

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
  return (
    <Sheet
      opened
      onClose={onClose}
      title={say('customerCredit.statementOf', { name: customer.name })}
    >
      {asked.asking && <Skeletons shape="rows" count={4} />}
      <ProblemNote problem={asked.problem} onAgain={asked.again} />
      {asked.answer?.length === 0 && (
        <Empty
          icon={<IconListDetails size={40} stroke={1.6} aria-hidden />}
          title={say('customerCredit.noEntries')}
        />
      )}
      <ul className={parts.rows}>
        {asked.answer?.map((entry) => (
          <Entry key={entry.number} entry={entry} currency={currency} />
        ))}
      </ul>
      {asked.more && (
        <Button variant="default" onClick={asked.more}>
          {say('officeParts.more')}
        </Button>
      )}
    </Sheet>
  )
}

function Entry({ entry, currency }: { entry: CustomerEntry; currency: string }) {
  const say = useSay()
  const numerals = useNumerals()
  const { at, kind, paidBy, amountMinor, balanceMinor } = entry
  return (
    <li className={parts.row}>
      <span className={parts.names}>
        <span className={parts.name}>
          {paidBy === null
            ? say(`customerCredit.entries.${kind}`)
            : say(`customerCredit.paid.${paidBy}`)}
        </span>
        <bdi className={parts.otherName}>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>
      </span>
      <span className={css.figures}>
        <bdi className={parts.strong}>
          {numerals.amount(amountMinor, currency, { signed: true })}
        </bdi>
        <span className={parts.otherName}>
          {say('customerCredit.owesThen', { amount: numerals.money(balanceMinor, currency) })}
        </span>
      </span>
    </li>
  )
}
