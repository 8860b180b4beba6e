// Text whose language the reader did not choose: a person's name, or the other name of a product.
import { memo } from 'react'
import type { Locale } from '../look/locale.ts'

export const Bidi = memo(function Bidi({ children, lang }: { children: string; lang?: Locale }) {
  return <bdi lang={lang}>{children}</bdi>
})
