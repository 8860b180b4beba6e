// Where toasts appear: at the foot, from the start edge a face gives, two at most and never over Pay.
import { useDirection } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import css from './toasts.module.css'

export type ToastsProps = {
  /** Pixels from the start edge: the till gives the width of its basket. */
  insetStart?: number
  /** Pixels from the foot: a phone gives the height of its tabs and of Pay. */
  insetFoot?: number
}

export function Toasts({ insetStart = 16, insetFoot = 16 }: ToastsProps) {
  const { dir } = useDirection()
  const place = { '--toasts-start': `${insetStart}px`, '--toasts-foot': `${insetFoot}px` }
  return (
    <Notifications
      limit={2}
      autoClose={4000}
      position={dir === 'rtl' ? 'bottom-right' : 'bottom-left'}
      containerWidth={420}
      classNames={{ root: css.root }}
      style={place}
    />
  )
}
