// A place that has nothing yet: it says the next act and offers it.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './states.module.css'

export type EmptyProps = {
  icon: ReactNode
  title: string
  detail?: ReactNode
  action?: { words: string; icon?: ReactNode; onAct(): void }
}

export function Empty({ icon, title, detail, action }: EmptyProps) {
  return (
    <div className={css.empty}>
      {icon}
      <div className={css.title}>{title}</div>
      {detail !== undefined && <div className={css.detail}>{detail}</div>}
      {action && (
        <Button variant="default" leftSection={action.icon} onClick={action.onAct}>
          {action.words}
        </Button>
      )}
    </div>
  )
}
