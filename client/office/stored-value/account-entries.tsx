// What was put on an account and taken from it, newest first, with the balance after each.
import { Button } from '@mantine/core'
import { useCallback } from 'react'
import {
  storedValueEntries,
  type StoredValueAccount,
  type StoredValueEntry,
} from '#stored-value/contract.ts'
import { useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, usePages } from '../../link/asked.ts'
import { useNames } from '../parts/named.ts'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'

export function AccountEntries(props: { account: StoredValueAccount; version: number }) {
  const { account, version } = props
  const say = useSay()
  const { call } = useLink()
  const { id } = account
  const ask = useCallback(
    (page: { after?: string; limit: number }) =>
      call(storedValueEntries, { id, ...page }, askOptions),
    [call, id],
  )
  const { answer, problem, asking, again, more } = usePages<StoredValueEntry>(ask, version)
  return (
    <section aria-label={say('storedValueOffice.entries')}>
      <h3 className={parts.heading}>{say('storedValueOffice.entries')}</h3>
      {asking && <Skeletons shape="rows" count={3} />}
      <ProblemNote problem={problem} onAgain={again} />
      {answer?.length === 0 && <p className={parts.quiet}>{say('storedValueOffice.noEntries')}</p>}
      <ul className={parts.rows}>
        {answer?.map((entry) => (
          <Entry key={entry.number} entry={entry} currency={account.currency} />
        ))}
      </ul>
      {more && (
        <Button variant="default" onClick={more}>
          {say('officeParts.more')}
        </Button>
      )}
    </section>
  )
}

function Entry({ entry, currency }: { entry: StoredValueEntry; currency: string }) {
  const say = useSay()
  const numerals = useNumerals()
  const names = useNames()
  const { at, amountMinor, balanceMinor, forfeitedMinor, personId } = entry
  return (
    <li className={parts.row}>
      <bdi>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>
      <bdi>{names.person(personId)}</bdi>
      <bdi className={parts.strong}>{numerals.amount(amountMinor, currency, { signed: true })}</bdi>
      {forfeitedMinor !== 0 && (
        <span className={parts.quiet}>
          {say('storedValueOffice.forfeited', {
            amount: numerals.amount(Math.abs(forfeitedMinor), currency),
          })}
        </span>
      )}
      <bdi className={parts.quiet}>{numerals.money(balanceMinor, currency)}</bdi>
    </li>
  )
}
