// The card of what was just read, and of the last one booked: the same card with one tick, a clock, or two ticks.
import type { ReactNode } from 'react'
import { lots } from '#stock/contract.ts'
import { useRecord } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { ScanCard, type ScanFact } from '../ui/scan-card.tsx'
import { useSay } from '../words/index.ts'
import type { Booked } from './calls.ts'
import { type Draft, stepped } from './draft.ts'
import { useGoods } from './goods.tsx'
import { gtinGroups, type Said } from './scans.ts'

type Facts = { lotCode: string | null; expiryOn: string | null; code: string | null; said: Said }

function useFacts({ lotCode, expiryOn, code, said }: Facts): ScanFact[] {
  const say = useSay()
  const numerals = useNumerals()
  const facts: ScanFact[] = []
  const add = (id: string, words: string, value: ReactNode, ai?: string, wide = false) =>
    facts.push({ id, words, value, wide, ...(ai === undefined ? {} : { ai }) })
  if (lotCode !== null) add('lot', say('line.lot'), <Code>{lotCode}</Code>, said.lot)
  if (expiryOn !== null) {
    const date = <bdi>{numerals.date(expiryOn, 'day-year')}</bdi>
    add('expiry', say('scanner.expiry'), date, said.expiry)
  }
  if (code !== null) {
    const words = /^\d{14}$/.test(code) ? say('scanner.gtin') : say('scan.code')
    add('code', words, <Code>{gtinGroups(code)}</Code>, said.gtin, true)
  }
  return facts
}

export function DraftCard(props: {
  draft: Draft
  onDraft(draft: Draft): void
  onQuantity(): void
  note?: ReactNode
}) {
  const { draft } = props
  const { read, lotCode, expiryOn } = draft
  const goods = useGoods(read.variantId)
  const facts = useFacts({ lotCode, expiryOn, code: read.code, said: read.said })
  return (
    <ScanCard
      {...goods}
      facts={facts}
      quantityMilli={draft.quantityMilli}
      note={props.note}
      state="kept"
      onStep={(delta) => props.onDraft(stepped(draft, delta))}
      onQuantity={props.onQuantity}
    />
  )
}

/** Booked: its quantity can be read, and only undo can change it. */
export function BookedCard({ booked }: { booked: Booked }) {
  const goods = useGoods(booked.variantId)
  const lot = useRecord(lots, booked.lotId)
  const facts = useFacts({
    lotCode: booked.lotCode ?? lot?.code ?? null,
    expiryOn: booked.expiryOn ?? lot?.expiryOn ?? null,
    code: null,
    said: {},
  })
  const states = { waiting: 'waiting', confirmed: 'confirmed', refused: 'refused' } as const
  return (
    <ScanCard
      {...goods}
      facts={facts}
      quantityMilli={booked.quantityMilli}
      state={states[booked.state]}
    />
  )
}
