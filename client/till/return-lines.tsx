// The lines of a receipt, with how much of each may still come back; what is chosen goes into the basket at the price
// that was paid, each line with its own reason and place.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { customersGet } from '#customers/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { StoredSale } from '#sales/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { useSay } from '../words/index.ts'
import { saleLine } from './document.ts'
import { BackLine } from './return-line.tsx'
import { plainReason, type Reasoned } from './return-reason.tsx'
import { returnables, returnLines } from './returns.ts'
import css from './sheets.module.css'
import { type Till, useTill } from './till-state.ts'

type Chosen = { readonly milli: number; readonly reasoned: Reasoned }
/** What is only looked at needs no name. */
const noId = () => ''
const nothing: Chosen = { milli: 0, reasoned: plainReason }

export function ReturnLines({ sale }: { sale: StoredSale }) {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const lines = returnables(sale, till.basket)
  const [chosen, setChosen] = useState<Readonly<Record<Id, Chosen>>>({})
  const wanted = lines.flatMap(({ lineId }) => {
    const { milli, reasoned } = chosen[lineId] ?? nothing
    return milli > 0 ? [{ lineId, quantityMilli: milli, ...reasoned }] : []
  })
  const fresh = returnLines(sale, till.basket, wanted, noId)
  const backMinor = fresh.reduce((sum, line) => sum - saleLine(line, till.shelf).amountMinor, 0)
  const change = (lineId: Id, part: Partial<Chosen>) =>
    setChosen((now) => ({ ...now, [lineId]: { ...(now[lineId] ?? nothing), ...part } }))
  const everything = () =>
    lines.forEach(({ lineId, leftMilli }) => change(lineId, { milli: leftMilli }))
  const take = () => {
    if (fresh.length === 0) return
    const lines = fresh.map((line) => ({ ...line, id: newId(Date.now()) }))
    till.act({ do: 'lines', lines: [...till.basket.lines, ...lines] })
    till.show({ sheet: null, tab: 'basket' })
    takeBuyer(till, sale)
  }
  const first = lines.findIndex(({ leftMilli }) => leftMilli > 0)
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <OfSale sale={sale} />
      <ul className={css.list}>
        {lines.map((line, i) => (
          <BackLine
            key={line.lineId}
            first={i === first}
            line={line}
            currency={sale.currency}
            {...(chosen[line.lineId] ?? nothing)}
            onChange={(part) => change(line.lineId, part)}
          />
        ))}
      </ul>
      <Button variant="default" aria-disabled={first < 0} onClick={everything}>
        {say('sell.everything')}
      </Button>
      <p className={css.about}>{say('giving.exchange')}</p>
      <Button type="submit" size="lg" aria-disabled={fresh.length === 0}>
        {fresh.length === 0
          ? say('giving.none')
          : say('giving.chosen', {
              count: fresh.length,
              amount: numerals.money(backMinor, sale.currency),
            })}
      </Button>
    </form>
  )
}

function OfSale({ sale }: { sale: StoredSale }) {
  const { shelf } = useTill()
  const say = useSay()
  const { numerals } = useLook()
  return (
    <p className={css.about}>
      <Code>{sale.receipt}</Code> <bdi>{numerals.date(sale.at, 'day-year')}</bdi>{' '}
      <bdi>{numerals.time(sale.at)}</bdi>
      {!sale.receipt.startsWith(`${shelf.shop.code}-`) && ` ${say('giving.otherStore')}`}
    </p>
  )
}

/** Who bought brings it back: an account or credit in their name can only be refunded to them. */
function takeBuyer(till: Till, { customerId }: StoredSale): void {
  if (customerId === null || till.basket.customer) return
  till.link
    .call(customersGet, { id: customerId }, { attempts: 2 })
    .then(({ id, name, phone, taxNumber, groupId, taxPositionId }) => {
      const customer = { id, name, phone, taxNumber, groupId, taxPositionId }
      if (!till.desk.state.value.basket.customer) till.act({ do: 'customer', customer })
    })
    .catch((error: unknown) => {
      // The goods come back all the same; the customer can be chosen by hand.
      if (!(error instanceof CallProblem)) throw error
    })
}
