// What can be done with the chosen products and the typed prices: change by a percentage, undo, publish now or from a time.
import { IconCalendarClock, IconPercentage } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { type PriceList, priceVersionsList } from '#prices/contract.ts'
import { useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { useNumerals } from '../../look/look.tsx'
import { BulkBar, type BulkAct } from '../../ui/bulk-bar.tsx'
import { useSay } from '../../words/index.ts'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { said } from '../../forms/said.tsx'
import { useWork, type Work } from '../../forms/work.ts'
import { priceNow } from './live-goods.ts'
import { PercentDialog } from './percent-dialog.tsx'
import css from './products.module.css'
import { PublishDialog } from './publish-dialog.tsx'
import type { PriceEditing, Published, Publishing } from './use-edits.ts'

const atOnce: Publishing = { validFrom: null, note: null }

export type EditsBarProps = {
  list: PriceList
  editing: PriceEditing
  selected: ReadonlySet<string>
  setSelected(selected: ReadonlySet<string>): void
}

export function EditsBar({ list, editing, selected, setSelected }: EditsBarProps) {
  const say = useSay()
  const work = useWork()
  const [open, setOpen] = useState<'percent' | 'later' | null>(null)
  const chosen = useChosenPrices(selected, editing, list.id)
  const edited = editing.book.now.size
  const publish = usePublish(editing, work, () => {
    setOpen(null)
    setSelected(new Set())
  })
  const percent: BulkAct = {
    words: say('products.changeByPercent'),
    icon: <IconPercentage size={20} stroke={1.8} aria-hidden />,
    onAct: () => setOpen('percent'),
  }
  const later: BulkAct = {
    words: say('products.effectiveFrom'),
    icon: <IconCalendarClock size={20} stroke={1.8} aria-hidden />,
    onAct: () => setOpen('later'),
  }
  const back: BulkAct = { words: say('act.undo'), onAct: editing.back }
  const clear: BulkAct = { words: say('products.clear'), onAct: () => setSelected(new Set()) }
  return (
    <>
      {open === null && <Refusal work={work} onAgain={() => void publish(atOnce)} />}
      <BulkBar
        count={new Set([...selected, ...editing.book.now.keys()]).size}
        {...(edited > 0 ? { note: say('products.notPublished') } : {})}
        acts={edited > 0 ? [percent, later, back] : [clear]}
        primary={
          edited > 0
            ? {
                words: say('products.publish', { count: edited }),
                onAct: () => void publish(atOnce),
              }
            : percent
        }
      />
      <PercentDialog
        opened={open === 'percent'}
        currency={list.currency}
        chosen={open === 'percent' ? chosen() : []}
        onChange={editing.change}
        onClose={() => setOpen(null)}
      />
      <PublishDialog
        opened={open === 'later'}
        count={edited}
        work={work}
        onPublish={(publishing) => void publish(publishing)}
        onClose={() => (work.clear(), setOpen(null))}
      />
    </>
  )
}

function Refusal({ work, onAgain }: { work: Work; onAgain(): void }) {
  const say = useSay()
  if (!work.problem) return null
  return (
    <div className={css.refusal}>
      <ProblemNote problem={work.problem} kept={say('products.editsKept')} onAgain={onAgain} />
    </div>
  )
}

/** The prices a percentage starts from: in force, not edited, so that it is not taken twice. */
function useChosenPrices(selected: ReadonlySet<string>, editing: PriceEditing, listId: string) {
  const { store } = useLink()
  return () => {
    const ids = selected.size > 0 ? selected : new Set(editing.book.now.keys())
    return [...ids].flatMap((id) => {
      const price = priceNow(store, id, listId)
      return price ? [[id, price.unitPriceCentiMinor] as const] : []
    })
  }
}

function usePublish(editing: PriceEditing, work: Work, done: () => void) {
  const say = useSay()
  const numerals = useNumerals()
  const [, go] = useLocation()
  const maySee = useMay(priceVersionsList.needs)
  return async (publishing: Publishing) => {
    let published: Published = { taken: 0, version: null }
    const agreed = await work.run(async () => {
      published = await editing.publish(publishing)
    })
    if (!agreed) return
    done()
    const { taken, version } = published
    const { validFrom } = publishing
    const later = validFrom && `${numerals.date(validFrom)} ${numerals.time(validFrom)}`
    const see = {
      undo: false,
      words: say('versions.see'),
      onAct: () => go(`/office/price-versions/${version}`),
    }
    said(
      say('products.published', { count: taken }),
      later ? say('products.publishedFrom', { time: later }) : say('products.publishedNow'),
      version === null || !maySee ? undefined : see,
    )
  }
}
