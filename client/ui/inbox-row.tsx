// One matter for a manager: the fact in bold, one sentence of consequence, one button. Doing it removes it, with Undo.
import { Button } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { IconDisc } from './icon-disc.tsx'
import css from './inbox-row.module.css'
import type { Tone } from './tone.ts'

export type InboxRowProps = {
  id: string
  tone: Tone
  icon: ReactNode
  title: ReactNode
  detail: ReactNode
  action: string
  onAct(id: string): void
  /** An acknowledgement bar, when the matter has one. */
  children?: ReactNode
}

export const InboxRow = memo(function InboxRow(props: InboxRowProps) {
  return (
    <div className={css.row}>
      <IconDisc tone={props.tone}>{props.icon}</IconDisc>
      <div>
        <div className={css.title}>{props.title}</div>
        <div className={css.detail}>{props.detail}</div>
      </div>
      <Button variant="default" onClick={() => props.onAct(props.id)}>
        {props.action}
      </Button>
      {props.children !== undefined && <div className={css.under}>{props.children}</div>}
    </div>
  )
})
