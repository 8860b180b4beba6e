// What a scan that was not taken says: it stands until the next scan, because a glove cannot chase a toast.
import { IconBarcodeOff, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { classes } from '../ui/classes.ts'
import css from './task.module.css'

export type Said = { title: ReactNode; detail: ReactNode; quiet?: boolean }

export function Notice({ said }: { said: Said | null }) {
  if (!said) return null
  const Icon = said.quiet ? IconInfoCircle : IconBarcodeOff
  return (
    <div
      className={classes(css.notice, said.quiet && css.quiet)}
      role={said.quiet ? 'status' : 'alert'}
    >
      <Icon size={28} stroke={1.6} aria-hidden />
      <span>
        <b>{said.title}</b>
        {said.detail}
      </span>
    </div>
  )
}
