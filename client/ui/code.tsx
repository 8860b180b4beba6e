// A code (lot, barcode, SKU, receipt number): always Western, left to right, in mono, whatever stands around it.
import { memo } from 'react'
import css from './text.module.css'

export const Code = memo(function Code({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className={css.code}>
      {children}
    </bdi>
  )
})
