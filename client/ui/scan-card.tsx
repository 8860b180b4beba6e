// What the handheld has just read: the product, what the code itself said, and the quantity under one thumb.
// One tick means kept on the device, two ticks mean confirmed by the hub; a refusal is loud and says what to do.
import { UnstyledButton } from '@mantine/core'
import {
  IconBan,
  IconCheck,
  IconChecks,
  IconCircleCheck,
  IconClock,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useLook } from '../look/look.tsx'
import { nameIn, type Names } from '../look/locale.ts'
import { Picture } from '../look/pictures/index.tsx'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import { Code } from './code.tsx'
import css from './scan-card.module.css'

export type ScanFact = {
  id: string
  words: string
  /** The GS1 application identifier it was read from, if it was. */
  ai?: string
  value: ReactNode
  wide?: boolean
}

export type ScanCardProps = {
  names: Names
  sku: string
  picture: string
  category: string
  facts: readonly ScanFact[]
  quantityMilli: number
  unit: string
  /** What the quantity is measured against: "of 24 ordered". */
  note?: ReactNode
  /** Under the thumb, waiting to be sent, confirmed by the hub, or refused by it. */
  state: 'kept' | 'waiting' | 'confirmed' | 'refused'
  /** Left out once it is booked: the quantity is then only read. */
  onStep?(delta: 1 | -1): void
  onQuantity?(): void
}

const ticks = {
  kept: [IconCheck, 'scanner.queued'],
  waiting: [IconClock, 'scanner.sending'],
  confirmed: [IconChecks, 'scanner.confirmed'],
  refused: [IconBan, 'scanner.refusedTitle'],
} as const

export const ScanCard = memo(function ScanCard(props: ScanCardProps) {
  const { locale } = useLook()
  const say = useSay()
  const [Tick, words] = ticks[props.state]
  return (
    <article className={classes(css.card, css[props.state])}>
      <header className={css.head}>
        <span className={css.headPart}>
          <IconCircleCheck size={22} stroke={1.8} aria-hidden />
          {say('scanner.justRead')}
        </span>
        <span className={css.headPart} role="status">
          <Tick size={20} stroke={1.8} aria-hidden />
          {say(words)}
        </span>
      </header>
      <div className={css.body}>
        <div className={css.product}>
          <span className={css.picture}>
            <Picture picture={props.picture} category={props.category} />
          </span>
          <span>
            <div className={css.name}>
              <bdi>{nameIn(locale, props.names)}</bdi>
            </div>
            <div className={css.sku}>
              <Code>{props.sku}</Code>
            </div>
          </span>
        </div>
        <dl className={css.facts} hidden={props.facts.length === 0}>
          {props.facts.map(({ id, words, ai, value, wide }) => (
            <div key={id} className={classes(css.fact, wide && css.wide)}>
              <dt>
                {words}
                {ai !== undefined && <Code>{ai}</Code>}
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Stepper {...props} />
      </div>
    </article>
  )
})

function Stepper(props: ScanCardProps) {
  const say = useSay()
  const { numerals } = useLook()
  const { onStep, onQuantity } = props
  const { figure, unit } = numerals.quantity(props.quantityMilli, props.unit)
  const quantity = (
    <>
      <bdi className={css.quantity}>{figure}</bdi>
      <div className={css.note}>
        {unit} {props.note}
      </div>
    </>
  )
  if (!onStep) return <div className={css.counted}>{quantity}</div>
  return (
    <div className={css.stepper}>
      <UnstyledButton className={css.step} aria-label={say('line.less')} onClick={() => onStep(-1)}>
        <IconMinus size={28} stroke={1.6} aria-hidden />
      </UnstyledButton>
      <UnstyledButton onClick={onQuantity} style={{ textAlign: 'center' }}>
        {quantity}
      </UnstyledButton>
      <UnstyledButton className={css.step} aria-label={say('line.more')} onClick={() => onStep(1)}>
        <IconPlus size={28} stroke={1.6} aria-hidden />
      </UnstyledButton>
    </div>
  )
}

/** The loud half of a refused scan; what was kept and what to do stand under it. */
export function RefusedScan({ reason }: { reason: ReactNode }) {
  const say = useSay()
  return (
    <section className={css.stop} role="alert">
      <IconBan size={64} stroke={1.6} aria-hidden />
      <h1>{say('scanner.refusedTitle')}</h1>
      <p>{reason}</p>
    </section>
  )
}
