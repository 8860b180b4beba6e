// Counting cash by notes and coins: a row for each value, typed with Enter from one to the next or touched up and
// down. It shows what the pieces come to and never what they should.
import { ActionIcon, Button } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { CashCount } from '#tills/contract.ts'
import { useNumerals } from '../look/look.tsx'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import { countOf, denominationsOf, type Pieces, piecesTyped, stepped } from './drawer-count.ts'
import css from './drawer.module.css'

type PiecesFormProps = {
  readonly about: string
  readonly words: string
  readonly currency: string
  readonly busy: boolean
  onDone(count: CashCount): void
}

export function PiecesForm({ about, words, currency, busy, onDone }: PiecesFormProps) {
  const say = useSay()
  const [pieces, setPieces] = useState<Pieces>(new Map())
  const form = useRef<HTMLFormElement>(null)
  const submit = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // After the sheet has put the focus where it always does.
    const first = form.current?.querySelector('input')
    const timer = setTimeout(() => first?.focus({ preventScroll: true }), 0)
    return () => clearTimeout(timer)
  }, [])
  const count = countOf(pieces)
  const ready = !busy && [...pieces.values()].some((typed) => typed !== '')
  return (
    <form
      ref={form}
      className={css.count}
      onKeyDown={(event) => walk(event, submit.current)}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onDone(count)
      }}
    >
      <p className={css.about}>{about}</p>
      <div className={css.pieces} role="group" aria-label={say('drawer.pieces')}>
        {denominationsOf(currency).map((valueMinor) => (
          <PieceRow
            key={valueMinor}
            valueMinor={valueMinor}
            currency={currency}
            typed={pieces.get(valueMinor) ?? ''}
            onType={(typed) => setPieces((now) => new Map(now).set(valueMinor, typed))}
            onStep={(by) => setPieces((now) => stepped(now, valueMinor, by))}
          />
        ))}
      </div>
      <div className={css.foot}>
        <div className={css.total}>
          <span>{say('drawer.sum')}</span>
          <output aria-label={say('drawer.sum')}>
            <Money amountMinor={count.countedMinor} currency={currency} hero />
          </output>
        </div>
        <Button ref={submit} type="submit" size="lg" loading={busy} aria-disabled={!ready}>
          {words}
        </Button>
      </div>
    </form>
  )
}

type PieceRowProps = {
  readonly valueMinor: number
  readonly currency: string
  readonly typed: string
  onType(typed: string): void
  onStep(by: 1 | -1): void
}

function PieceRow({ valueMinor, currency, typed, onType, onStep }: PieceRowProps) {
  const say = useSay()
  const numerals = useNumerals()
  const value = numerals.money(valueMinor, currency)
  const shown = numerals.digits === 'arab' ? arabic(typed) : typed
  return (
    <div className={css.piece}>
      <Money amountMinor={valueMinor} currency={currency} />
      <span className={css.step}>
        <ActionIcon
          tabIndex={-1}
          aria-label={say('drawer.onePieceLess', { value })}
          onClick={() => onStep(-1)}
        >
          <IconMinus size={20} stroke={1.8} aria-hidden />
        </ActionIcon>
        <input
          className={css.number}
          aria-label={say('drawer.piecesOf', { value })}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          placeholder={numerals.count(0)}
          value={shown}
          onChange={(event) => onType(piecesTyped(event.currentTarget.value))}
          onFocus={(event) => event.currentTarget.select()}
        />
        <ActionIcon
          tabIndex={-1}
          aria-label={say('drawer.onePieceMore', { value })}
          onClick={() => onStep(1)}
        >
          <IconPlus size={20} stroke={1.8} aria-hidden />
        </ActionIcon>
      </span>
      <span className={css.worth}>
        {Number(typed) > 0 && (
          <Money amountMinor={valueMinor * Number(typed)} currency={currency} shown="never" />
        )}
      </span>
    </div>
  )
}

const arabic = (digits: string) =>
  digits.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))

/** Enter and the arrows go from value to value, the last one to the button; a burst of a scanner changes nothing. */
function walk(event: KeyboardEvent<HTMLFormElement>, button: HTMLButtonElement | null): void {
  const { key, target, currentTarget } = event
  if (!(target instanceof HTMLInputElement)) return
  const by = key === 'ArrowUp' ? -1 : key === 'Enter' || key === 'ArrowDown' ? 1 : 0
  if (by === 0) return
  event.preventDefault()
  const fields = [...currentTarget.querySelectorAll('input')]
  const next = fields[fields.indexOf(target) + by]
  if (next) next.focus()
  else if (by === 1) button?.focus()
}
