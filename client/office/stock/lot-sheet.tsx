// One lot: what is held of it in each store, its status and why, its movements, and holding, releasing or recalling it. Every
// till hears of it at once; a recall names the lot and asks once.
import { Button } from '@mantine/core'
import { IconAlertOctagon, IconHandStop, IconLockOpen, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { type Lot, lots, lotsSetStatus } from '#stock/contract.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecord, useRecords } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useNowMs } from '../../ui/now.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { Confirm } from '../../forms/confirm.tsx'
import { Fact, Facts } from '../parts/facts.tsx'
import { TwoNames } from '../parts/names.tsx'
import parts from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'
import { lotActs, statusAfter } from './lot-rows.ts'
import { LotHeld } from './lot-held.tsx'
import { LotDay, LotStatusChip } from './lot-words.tsx'
import { LotMovements } from './lot-movements.tsx'

type Act = keyof typeof statusAfter
const icons = { hold: IconHandStop, release: IconLockOpen, recall: IconAlertOctagon }

export function LotSheet({ lotId, onClose }: { lotId: string; onClose(): void }) {
  const say = useSay()
  const lot = useRecord(lots, lotId)
  return (
    <Sheet opened onClose={onClose} title={say('stockOffice.lotTitle')}>
      {lot ? (
        <OneLot lot={lot} />
      ) : (
        <Empty icon={<IconX size={32} aria-hidden />} title={say('stockOffice.lotGone')} />
      )}
    </Sheet>
  )
}

function OneLot({ lot }: { lot: Lot }) {
  const say = useSay()
  const variant = useRecord(variants, lot.variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const [act, setAct] = useState<Act | null>(null)
  const known = useRecords(stores)
  const at = new Date(useNowMs()).toISOString()
  const names = product && variant ? fullName(product, variant) : { en: lot.code, ar: lot.code }
  return (
    <div className={parts.form}>
      <TwoNames names={names} />
      <Facts>
        <Fact term={say('stockOffice.lot')}>
          <Code>{lot.code}</Code>
        </Fact>
        <Fact term={say('stockOffice.status')}>
          <LotStatusChip status={lot.status} />
        </Fact>
        <Fact term={say('stockOffice.reason')}>
          {lot.reason === null ? '–' : <bdi>{lot.reason}</bdi>}
        </Fact>
        <Fact term={say('stockOffice.expiry')}>
          <LotDay lot={lot} />
        </Fact>
      </Facts>
      <div className={parts.acts}>
        {lotActs(lot, known, at).map((each) => {
          const Icon = icons[each]
          return (
            <Button
              key={each}
              variant={each === 'recall' ? 'outline' : 'default'}
              leftSection={<Icon size={20} stroke={1.8} aria-hidden />}
              onClick={() => setAct(each)}
            >
              {say(`stockOffice.acts.${each}`)}
            </Button>
          )
        })}
      </div>
      <LotHeld lot={lot} unit={variant?.unit ?? 'C62'} />
      <LotMovements lotId={lot.id} />
      {act && <StatusDialog act={act} lot={lot} names={names} onClose={() => setAct(null)} />}
    </div>
  )
}

type StatusDialogProps = {
  act: Act
  lot: Lot
  names: { en: string; ar: string }
  onClose(): void
}

function StatusDialog({ act, lot, names, onClose }: StatusDialogProps) {
  const say = useSay()
  const { call } = useLink()
  const { locale } = useLook()
  const { work, act: run } = useSave(onClose)
  const [reason, setReason] = useState('')
  const thing = { name: nameIn(locale, names), code: lot.code }
  const set = () => {
    const input = { lotId: lot.id, status: statusAfter[act], reason: reason.trim() }
    const done = say(`stockOffice.done.${act}`, { code: lot.code })
    run(done, () => call(lotsSetStatus, input), thing.name)
  }
  return (
    <Confirm
      opened
      title={say(`stockOffice.acts.${act}`)}
      detail={say(`stockOffice.asks.${act}`, thing)}
      words={say(`stockOffice.acts.${act}`)}
      hurts={act === 'recall'}
      work={work}
      ready={reason.trim() !== ''}
      onAct={set}
      onClose={onClose}
    >
      <TextField label={say('stockOffice.reason')} value={reason} onChange={setReason} required />
    </Confirm>
  )
}
