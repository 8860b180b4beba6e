// What goes to paper instead of the page when the browser prints: it stands outside the page and is not seen on the screen.
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import css from './printed.module.css'

export function Printed({ children }: { children: ReactNode }) {
  return createPortal(<div className={css.printed}>{children}</div>, document.body)
}
