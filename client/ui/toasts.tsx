// Where toasts appear: at the foot, from the start edge a face gives, two at most and never over Pay.
import { useDirection } from '@mantine/core'
import { Notifications } from '@mantine/notifications'

export function Toasts({
  insetStart = 16,
  insetFoot = 16,
}: {
  insetStart?: number
  insetFoot?: number
}) {
  const { dir } = useDirection()
  return (
    <Notifications
      limit={2}
      autoClose={4000}
      position={dir === 'rtl' ? 'bottom-right' : 'bottom-left'}
      containerWidth={420}
      style={{ insetInlineStart: insetStart, insetBlockEnd: insetFoot }}
    />
  )
}
