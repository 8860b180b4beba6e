// The parts of the dashboard: today, the inbox, the fleet, the reports. Each is whole by itself on a phone; at a desk
// today has the inbox beside it.
import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import type { Id } from '#shared/ids.ts'
import type { Store } from '#stores/contract.ts'
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { SelectField } from '../ui/fields.tsx'
import { Panel } from '../ui/panel.tsx'
import { useSay } from '../words/index.ts'
import { AsksList } from './asks/asks-list.tsx'
import type { ShownAsk } from './asks/asks.ts'
import { AsOf } from './as-of.tsx'
import { type Choice, currenciesOf, labelsOf } from './choice.ts'
import css from './dashboard.module.css'
import { FigureTiles } from './figure-tiles.tsx'
import type { FleetMember } from './fleet.ts'
import { FleetPanel, FleetStrip } from './fleet-panel.tsx'
import { InboxList } from './inbox-list.tsx'
import type { InboxRow } from './inbox.ts'
import { JustNow } from './just-now.tsx'
import { useMinuteMs } from './minute.ts'
import { Drawers } from './drawers.tsx'
import { Reports } from './reports.tsx'
import { Segments } from './segments.tsx'
import { SharePanels } from './share-panels.tsx'

export type PartProps = {
  part: string
  phone: boolean
  /** Whether the inbox stands beside the day. */
  beside: boolean
  own: readonly Store[]
  chosen: readonly Store[]
  storeIds: readonly Id[]
  choice: Choice | null
  choose(choice: Choice): void
  members: readonly FleetMember[]
  rows: readonly InboxRow[]
  asks: readonly ShownAsk[]
  /** Everything that wants someone. */
  count: number
  onInbox(): void
  onFleet(): void
}

export function Part(props: PartProps) {
  const say = useSay()
  const titles: Record<string, string> = {
    inbox: say('dashboard.inbox'),
    fleet: say('dashboard.fleet'),
    drawers: say('cash.title'),
    reports: say('dashboard.reports'),
  }
  const title = titles[props.part]
  if (title === undefined) return <Today {...props} />
  return (
    <main className={css.main}>
      <header className={css.head}>
        <h1>{title}</h1>
        {(props.part === 'reports' || props.part === 'drawers') && <Choices {...props} />}
      </header>
      <AsksList asks={props.asks} />
      {props.part === 'inbox' && (
        <Panel aside={<AsOf />}>
          <InboxList rows={props.rows} />
        </Panel>
      )}
      {props.part === 'inbox' && <JustNow most={20} />}
      {props.part === 'fleet' && <FleetPanel members={props.members} onOpen={props.onFleet} />}
      {props.part === 'drawers' && <Drawers stores={props.chosen} />}
      {props.part === 'reports' && <Reports stores={props.chosen} />}
    </main>
  )
}

function Today(props: PartProps) {
  const say = useSay()
  const { numerals } = useLook()
  const minuteMs = useMinuteMs()
  const { phone, beside, choice, storeIds, members, count, asks } = props
  const currency = choice?.currency ?? ''
  return (
    <main className={css.main}>
      <header className={css.head}>
        <h1>{say('board.todayIs', { date: numerals.date(minuteMs, 'weekday') })}</h1>
        {!phone && <AsOf />}
        <span className={css.space} />
        {!phone && !beside && (
          <Button
            variant="default"
            leftSection={<IconInbox size={20} stroke={1.8} aria-hidden />}
            onClick={props.onInbox}
          >
            {say('board.inboxCount', { count })}
          </Button>
        )}
        <Choices {...props} />
      </header>
      {!beside && <AsksList asks={asks} />}
      <FigureTiles storeIds={storeIds} currency={currency} phone={phone} />
      {phone ? (
        <FleetStrip members={members} onOpen={props.onFleet} />
      ) : (
        <FleetPanel members={members} onOpen={props.onFleet} />
      )}
      <SharePanels storeIds={storeIds} currency={currency} />
      {!beside && <JustNow most={8} />}
    </main>
  )
}

const MOST_SEGMENTS = 4
const ALL = 'all'

function Choices({ own, choice, choose }: PartProps) {
  const say = useSay()
  const { locale } = useLook()
  if (!choice) return null
  const currencies = currenciesOf(own).map((code) => ({ value: code, words: code }))
  const there = own.filter(({ currency }) => currency === choice.currency)
  const labels = labelsOf(there, locale)
  const names = there.map(({ id }) => ({ value: id, words: labels.get(id) ?? '' }))
  const all = { value: ALL, words: say('board.allStores', { count: there.length }) }
  const stores = [...names, all]
  const chooseStore = (value: string) =>
    choose({ ...choice, storeId: value === ALL ? null : value })
  return (
    <>
      {currencies.length > 1 && (
        <Segments
          label={say('board.currency')}
          options={currencies}
          value={choice.currency}
          onChoose={(currency) => choose({ currency, storeId: null })}
        />
      )}
      {there.length > 1 && there.length <= MOST_SEGMENTS && (
        <Segments
          label={say('board.store')}
          options={stores}
          value={choice.storeId ?? ALL}
          onChoose={chooseStore}
        />
      )}
      {there.length > MOST_SEGMENTS && (
        <SelectField
          label={say('board.store')}
          options={stores.map(({ value, words }) => ({ value, label: words }))}
          value={choice.storeId ?? ALL}
          searchable
          onChange={(value) => chooseStore(value ?? ALL)}
        />
      )}
    </>
  )
}

export function InboxHead({ count }: { count: number }) {
  const say = useSay()
  const { numerals } = useLook()
  return (
    <header className={css.inboxHead}>
      <h2>{say('dashboard.inbox')}</h2>
      {count > 0 && (
        <Chip tone="accent">
          <bdi>{numerals.count(count)}</bdi>
        </Chip>
      )}
      <span className={css.space} />
      <AsOf />
    </header>
  )
}
