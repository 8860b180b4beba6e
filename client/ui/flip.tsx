// Turns a directional icon in right-to-left pages. Checks, clocks, barcodes, search and digits never go through it.
import type { ReactNode } from 'react'
import css from './text.module.css'

export function Flip({ children }: { children: ReactNode }) {
  return <span className={css.flip}>{children}</span>
}
