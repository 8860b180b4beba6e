// Terminals: the tills and scanners of the stores with how each is at this moment, inviting a new one, revoking one.
import { Button } from '@mantine/core'
import { IconDevices, IconPlus } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { stores } from '#stores/contract.ts'
import { terminals, type Terminal } from '#terminals/contract.ts'
import { usePresence, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import { useOnceKnown } from '../parts/known.ts'
import { type ListColumn, Listing } from '../parts/listing.tsx'
import { useNames } from '../parts/named.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { InviteSheet } from './invite-sheet.tsx'
import { PresenceChip } from './presence-chip.tsx'
import { TerminalSheet } from './terminal-sheet.tsx'

export default function TerminalsPage() {
  const say = useSay()
  const own = useOwnStores()
  const all = useRecords(terminals)
  const [inviting, setInviting] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const columns = useColumns()
  const rows = useMemo(
    () =>
      all
        .filter(({ storeId }) => own.some(({ id }) => id === storeId))
        .toSorted((a, b) => (a.storeId + a.code < b.storeId + b.code ? -1 : 1)),
    [all, own],
  )
  const opened = rows.find(({ id }) => id === openId)
  const invite = { words: say('terminalsOffice.invite'), onAct: () => setInviting(true) }
  return (
    <OfficePage>
      <PageHead title={say('office.terminals')}>
        <Button
          leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />}
          onClick={invite.onAct}
        >
          {invite.words}
        </Button>
      </PageHead>
      <Listing<Terminal>
        label={say('office.terminals')}
        name="terminals"
        columns={columns}
        rows={useOnceKnown(rows)}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        onOpen={({ id }) => setOpenId(id)}
        empty={{
          icon: <IconDevices size={40} stroke={1.6} aria-hidden />,
          title: say('terminalsOffice.none'),
          detail: say('terminalsOffice.noneDetail'),
          action: invite,
        }}
      />
      {inviting && <InviteSheet terminal={null} onClose={() => setInviting(false)} />}
      {opened && <TerminalSheet terminal={opened} onClose={() => setOpenId(null)} />}
    </OfficePage>
  )
}

function useColumns(): readonly ListColumn<Terminal>[] {
  const say = useSay()
  const { locale } = useLook()
  const everyStore = useRecords(stores)
  const presence = usePresence()
  const names = useNames()
  const stateOf = useStateWords()
  return useMemo(() => {
    const storeOf = ({ storeId }: Terminal) => {
      const store = everyStore.find(({ id }) => id === storeId)
      return store ? nameIn(locale, store.name) : '–'
    }
    return [
      {
        id: 'name',
        head: say('officeParts.name'),
        width: 'minmax(160px, 1fr)',
        by: ({ name }) => name,
        cell: ({ name }) => <bdi>{name}</bdi>,
      },
      {
        id: 'code',
        head: say('terminalsOffice.code'),
        width: '90px',
        by: ({ code }) => code,
        cell: ({ code }) => <Code>{code}</Code>,
      },
      {
        id: 'kind',
        head: say('terminalsOffice.kind'),
        width: '110px',
        by: ({ kind }) => kind,
        plain: ({ kind }) => say(`terminalsOffice.kinds.${kind}`),
        cell: ({ kind }) => say(`terminalsOffice.kinds.${kind}`),
      },
      {
        id: 'store',
        head: say('officeParts.store'),
        width: 'minmax(150px, 1fr)',
        by: storeOf,
        cell: (terminal) => <bdi>{storeOf(terminal)}</bdi>,
      },
      {
        id: 'state',
        head: say('terminalsOffice.state'),
        width: 'minmax(190px, 1fr)',
        by: ({ id, state }) => `${state} ${presence.get(id)?.state ?? ''}`,
        plain: stateOf,
        cell: (terminal) => <PresenceChip terminal={terminal} />,
      },
      {
        id: 'person',
        head: say('officeParts.who'),
        width: '150px',
        by: ({ id }) => names.person(presence.get(id)?.personId ?? null),
        cell: ({ id }) => <bdi>{names.person(presence.get(id)?.personId ?? null)}</bdi>,
      },
    ]
  }, [say, locale, everyStore, presence, names, stateOf])
}

/** The state of a terminal in words, as its chip says it. */
function useStateWords(): (terminal: Terminal) => string {
  const say = useSay()
  const presence = usePresence()
  return useCallback(
    ({ id, state }: Terminal) => {
      if (state !== 'enrolled') return say(`terminalsOffice.${state}`)
      const seen = presence.get(id)
      return seen ? say(`terminalsOffice.presence.${seen.state}`) : say('terminalsOffice.neverSeen')
    },
    [say, presence],
  )
}
