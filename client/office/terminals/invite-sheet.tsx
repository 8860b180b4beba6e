// Invites a device: what it is to be, then its one-time code as QR, as text and as a link, with the time that is left.
import { useState } from 'react'
import { newId } from '#shared/ids.ts'
import type { Output } from '#shared/contract.ts'
import { type Terminal, terminals, terminalsInvite } from '#terminals/contract.ts'
import { useLink, useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore, useOwnStores } from '../followed-stores.ts'
import { FormBody } from '../../forms/form-sheet.tsx'
import { useWork } from '../../forms/work.ts'
import { Invitation } from './invitation.tsx'

type Invited = Output<typeof terminalsInvite>
type Draft = Pick<Terminal, 'id' | 'storeId' | 'kind' | 'code' | 'name'>

export function InviteSheet({ terminal, onClose }: { terminal: Terminal | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const work = useWork()
  const [draft, setDraft] = useState<Draft>(
    () =>
      terminal ?? {
        id: newId(Date.now()),
        storeId: store?.id ?? '',
        kind: 'till',
        code: '',
        name: '',
      },
  )
  const [invited, setInvited] = useState<Invited | null>(null)
  const invite = () =>
    void work.run(async () => {
      const { id, storeId, kind, code, name } = draft
      setInvited(await call(terminalsInvite, { id, storeId, kind, code, name: name.trim() }))
    })
  const live = useRecord(terminals, draft.id)
  const paired =
    invited !== null && live?.state === 'enrolled' && live.fence > invited.terminal.fence
  return (
    <Sheet
      opened
      onClose={onClose}
      title={say(terminal ? 'terminalsOffice.again' : 'terminalsOffice.invite')}
    >
      {invited ? (
        <Invitation
          invited={invited}
          paired={paired}
          onAgain={invite}
          onClose={onClose}
          work={work}
        />
      ) : (
        <FormBody
          words={say('terminalsOffice.makeCode')}
          work={work}
          ready={draft.name.trim() !== '' && /^[A-Z0-9]{1,6}$/.test(draft.code)}
          onSubmit={invite}
          onClose={onClose}
        >
          <DraftFields draft={draft} known={terminal !== null} onChange={setDraft} />
        </FormBody>
      )}
    </Sheet>
  )
}

const kinds = ['till', 'scanner', 'display'] as const

function DraftFields(props: { draft: Draft; known: boolean; onChange(draft: Draft): void }) {
  const { draft, known, onChange } = props
  const say = useSay()
  const { locale } = useLook()
  const own = useOwnStores()
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  if (known) return <p>{say('terminalsOffice.againAsk', { name: draft.name })}</p>
  return (
    <>
      <SelectField
        label={say('officeParts.store')}
        value={draft.storeId}
        options={own.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))}
        onChange={(storeId) => set({ storeId: storeId ?? draft.storeId })}
      />
      <SelectField
        label={say('terminalsOffice.kind')}
        value={draft.kind}
        options={kinds.map((kind) => ({
          value: kind,
          label: say(`terminalsOffice.kinds.${kind}`),
        }))}
        onChange={(kind) => set({ kind: kinds.find((each) => each === kind) ?? draft.kind })}
      />
      <TextField
        label={say('officeParts.name')}
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      <TextField
        code
        label={say('terminalsOffice.code')}
        hint={say('terminalsOffice.codeHint')}
        value={draft.code}
        onChange={(code) => set({ code: code.trim().toUpperCase() })}
      />
    </>
  )
}
