// What a list tells of each card, credit and voucher. Of a code only its end is known to anybody.
import { useMemo } from 'react'
import { toDecimal } from '#shared/money.ts'
import type { StoredValueAccount } from '#stored-value/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import type { ListColumn } from '../parts/listing.tsx'

const tones = { active: 'live', blocked: 'bad', used: 'plain' } as const

export function useAccountColumns(): readonly ListColumn<StoredValueAccount>[] {
  const say = useSay()
  const numerals = useNumerals()
  return useMemo(
    () => [
      {
        id: 'kind',
        head: say('storedValueOffice.kind'),
        width: 'minmax(130px, 1fr)',
        by: ({ kind }) => kind,
        plain: ({ kind }) => say(`storedValueOffice.kinds.${kind}`),
        cell: ({ kind }) => say(`storedValueOffice.kinds.${kind}`),
      },
      {
        id: 'code',
        head: say('storedValueOffice.code'),
        width: '130px',
        by: ({ last4 }) => last4,
        cell: ({ last4 }) =>
          last4 === null ? say('storedValueOffice.noCode') : <Code>{last4}</Code>,
      },
      {
        id: 'state',
        head: say('storedValueOffice.state'),
        width: '110px',
        by: ({ state }) => state,
        plain: ({ state }) => say(`storedValueOffice.states.${state}`),
        cell: ({ state }) => (
          <Chip tone={tones[state]}>{say(`storedValueOffice.states.${state}`)}</Chip>
        ),
      },
      {
        id: 'balance',
        head: say('storedValueOffice.balance'),
        width: '140px',
        number: true,
        by: ({ balanceMinor }) => balanceMinor,
        plain: ({ balanceMinor, currency }) => Number(toDecimal(balanceMinor, currency)),
        cell: ({ balanceMinor, currency }) => <bdi>{numerals.money(balanceMinor, currency)}</bdi>,
      },
      {
        id: 'expires',
        head: say('storedValueOffice.expires'),
        width: '130px',
        by: ({ expiresOn }) => expiresOn,
        cell: ({ expiresOn }) => (expiresOn === null ? '–' : numerals.date(expiresOn, 'day-year')),
      },
      {
        id: 'opened',
        head: say('storedValueOffice.opened'),
        width: '150px',
        by: ({ at }) => at,
        cell: ({ at }) => <bdi>{`${numerals.date(at)} ${numerals.time(at)}`}</bdi>,
      },
    ],
    [say, numerals],
  )
}
