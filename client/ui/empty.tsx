// A place that has nothing yet: it says the next act and offers it.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './states.module.css'

export type EmptyProps = {
  icon: ReactNode
  title: string
  detail?: ReactNode
  action?: { words: string; icon?: ReactNode; onAct(): void }
  /** There is nothing else on the page: what it says is the name of the page. */
  isPage?: boolean
}

export function Empty({ icon, title, detail, action, isPage = false }: EmptyProps) {
  const Title = isPage ? 'h1' : 'div'
  return (
    <div className={css.empty}>
      {icon}
      <Title className={css.title}>{title}</Title>
      {detail !== undefined && <div className={css.detail}>{detail}</div>}
      {action && (
        <Button variant="default" leftSection={action.icon} onClick={action.onAct}>
          {action.words}
        </Button>
      )}
    </div>
  )
}
