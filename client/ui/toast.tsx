// What just happened, with at most one thing to do about it. Never for what must be decided, never over Pay.
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { IconDisc } from './icon-disc.tsx'
import css from './toast.module.css'
import type { Tone } from './tone.ts'

export type ToastProps = {
  tone: Tone
  icon: ReactNode
  title: ReactNode
  detail?: ReactNode
  action?: { words: string; undo?: boolean; onAct(): void }
}

export function ToastBody({ tone, icon, title, detail, action }: ToastProps) {
  return (
    <div className={css.toast}>
      <IconDisc tone={tone} round>
        {icon}
      </IconDisc>
      <div className={css.words}>
        <div className={css.title}>{title}</div>
        {detail !== undefined && <div className={css.detail}>{detail}</div>}
      </div>
      {action && (
        <Button variant={action.undo ? 'light' : 'default'} onClick={action.onAct}>
          {action.words}
        </Button>
      )}
    </div>
  )
}

/** Shows a toast: 6 s when it can be undone, 4 s otherwise; hover and focus hold it. Returns what hides it again. */
export function toast(props: ToastProps): () => void {
  const id = notifications.show({
    message: (
      <ToastBody
        {...props}
        action={
          props.action && {
            ...props.action,
            onAct: () => {
              notifications.hide(id)
              props.action?.onAct()
            },
          }
        }
      />
    ),
    autoClose: props.action?.undo ? 6000 : 4000,
    withCloseButton: false,
    classNames: { root: css.bare, body: css.bareBody },
  })
  return () => notifications.hide(id)
}
