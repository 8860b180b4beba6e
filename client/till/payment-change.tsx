// The change, the largest figure of payment, with the notes to hand back; and what becomes of the receipt.
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPrinter, IconQrcode } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLook } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { ChangeDue } from '../ui/tender-parts.tsx'
import tint from '../ui/tint.module.css'
import { useSay } from '../words/index.ts'
import { handBack } from './hand-back.ts'
import css from './payment.module.css'

type ChangeProps = { dueMinor: number; changeMinor: number; currency: string; tooMuch: boolean }

export function Change({ tooMuch, ...props }: ChangeProps) {
  const { numerals } = useLook()
  const say = useSay()
  const notes = handBack(props.changeMinor, props.currency)
    .map((amount) => numerals.amount(amount, props.currency, { whole: true }))
    .join(' + ')
  if (tooMuch) {
    return (
      <p className={classes(css.even, tint.off)} role="status">
        <IconAlertTriangle size={22} stroke={1.8} aria-hidden /> {say('sell.tooMuch')}
      </p>
    )
  }
  if (props.dueMinor === 0 && props.changeMinor === 0) {
    return (
      <p className={classes(css.even, css.plain)} role="status">
        <IconCheck size={22} stroke={1.8} aria-hidden /> {say('sell.nothingBack')}
      </p>
    )
  }
  return <ChangeDue {...props} {...(notes === '' ? {} : { notes })} />
}

type By = 'print' | 'screen'

export function ReceiptChoice(props: { by: By; onChoose(by: By): void }) {
  const say = useSay()
  const choice = (by: By, words: string, icon: ReactNode) => (
    <Button
      variant={props.by === by ? 'light' : 'default'}
      aria-pressed={props.by === by}
      leftSection={icon}
      onClick={() => props.onChoose(by)}
    >
      {words}
    </Button>
  )
  return (
    <div className={css.receiptBy} role="group" aria-label={say('till.receipt')}>
      <span>{say('till.receipt')}</span>
      {choice('print', say('till.printed'), <IconPrinter size={20} stroke={1.8} aria-hidden />)}
      {choice('screen', say('till.qr'), <IconQrcode size={20} stroke={1.8} aria-hidden />)}
    </div>
  )
}
