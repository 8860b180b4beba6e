// What goes to paper instead of the page when the browser prints. It stands outside the page and is laid out where nobody
// sees it, so that its length is known before it is printed.
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { classes } from './classes.ts'
import css from './printed.module.css'

type PrintedProps = {
  readonly children: ReactNode
  /** Goes to paper without whatever else is laid out for it. */
  readonly isAlone?: boolean
}

export function Printed({ children, isAlone = false }: PrintedProps) {
  return createPortal(
    <div className={classes(css.printed, isAlone && css.alone)} aria-hidden="true" inert>
      {children}
    </div>,
    document.body,
  )
}
