// The stage every product drawing stands on: one box size and one soft shadow, so that a shelf of them lines up.
import type { ReactNode } from 'react'

export type Drawing = () => ReactNode

export function Stage({ children, width = 30 }: { children: ReactNode; width?: number }) {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <ellipse cx="32" cy="58.5" rx={width / 2 + 4} ry="2.4" fill="#8A8A8A" opacity="0.22" />
      {children}
    </svg>
  )
}
