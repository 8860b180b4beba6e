// The steps by which a line came to its amount, from the list to the tax, and what it comes to. The same for a line that
// is being sold and for one that was; it computes nothing.
import type { ExplainStep } from '#sales/contract.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import { Money, UnitPrice } from './money.tsx'
import css from './price-chain.module.css'

export type PriceChainProps = {
  readonly steps: readonly ExplainStep[]
  readonly amountMinor: number
  readonly currency: string
  /** The price version the line is charged by, and since when its price holds, where they are known. */
  readonly version: number | null
  readonly since?: string | null
}

export function PriceChain({ steps, amountMinor, currency, version, since }: PriceChainProps) {
  const say = useSay()
  const { numerals } = useLook()
  return (
    <>
      {version !== null && (
        <p className={css.version} data-testid="price-version">
          {since
            ? say('price.versionSince', {
                number: numerals.count(version),
                date: numerals.date(since.slice(0, 10), 'day-year'),
              })
            : say('price.version', { number: numerals.count(version) })}
        </p>
      )}
      <ol className={css.chain} data-testid="price-chain">
        {steps.map((step, i) => (
          <Step key={`${i} ${step.by}`} step={step} currency={currency} first={i === 0} />
        ))}
        <li>
          <span>{say('price.comesTo')}</span>
          <Money amountMinor={amountMinor} currency={currency} />
        </li>
      </ol>
    </>
  )
}

function Step({ step, currency, first }: { step: ExplainStep; currency: string; first: boolean }) {
  const say = useSay()
  const { locale, numerals } = useLook()
  const { name, reason, unitPriceCentiMinor, ratePpm, changeMinor, minimumMilli, packMilli } = step
  const notes = [
    name && nameIn(locale, name),
    reason,
    ratePpm !== null && numerals.percent(ratePpm),
    minimumMilli !== null &&
      say('price.from', { quantity: numerals.quantity(minimumMilli, 'C62', 'short').figure }),
    step.by === 'pack' &&
      packMilli !== null &&
      say('line.pack', { size: numerals.quantity(packMilli, 'C62', 'short').figure }),
  ].filter((note) => typeof note === 'string')
  const words = step.origin === 'basket' ? say('price.step.basket') : say(`price.step.${step.by}`)
  return (
    <li>
      <span>
        {words}
        {notes.length > 0 && (
          <span className={css.quiet}>
            {notes.map((note) => (
              <bdi key={note}>{note} </bdi>
            ))}
          </span>
        )}
      </span>
      <span className={css.end}>
        {changeMinor === 0 && !first ? (
          <span className={css.quiet}>
            {say(step.by === 'tax' ? 'price.included' : 'price.same')}
          </span>
        ) : (
          <Money amountMinor={changeMinor} currency={currency} signed={!first} />
        )}
        {unitPriceCentiMinor !== null && (
          <span className={css.quiet}>
            <UnitPrice unitPriceCentiMinor={unitPriceCentiMinor} currency={currency} />
          </span>
        )}
      </span>
    </li>
  )
}
