// A framed part of a page with its title, a quiet note and what stands at the end of its head.
import type { ReactNode } from 'react'
import css from './panel.module.css'

export type PanelProps = { title?: string; note?: string; aside?: ReactNode; children: ReactNode }

export function Panel({ title, note, aside, children }: PanelProps) {
  const headed = title !== undefined || aside !== undefined
  return (
    <section className={css.panel}>
      {headed && (
        <header className={css.head}>
          {title !== undefined && <h2 className={css.title}>{title}</h2>}
          {note !== undefined && <span className={css.note}>{note}</span>}
          {aside !== undefined && <span className={css.aside}>{aside}</span>}
        </header>
      )}
      {children}
    </section>
  )
}
