// A choice under the words that say what is chosen. A group of several controls is called by them as well.
import type { ReactNode } from 'react'
import css from './labelled.module.css'

type LabelledProps = {
  readonly words: string
  readonly children: ReactNode
  readonly isGroup?: boolean
}

export function Labelled({ words, children, isGroup = false }: LabelledProps) {
  const group = isGroup ? { role: 'group', 'aria-label': words } : {}
  return (
    <div className={css.labelled} {...group}>
      <span>{words}</span>
      {children}
    </div>
  )
}
