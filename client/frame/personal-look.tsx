// The language and digits of whoever works here: the person's own, else those of the store the terminal
// stands in. What a person changes on this device afterwards stays until another person comes.
import { useEffect } from 'react'
import { stores } from '#stores/contract.ts'
import { useLink, useRecord, useSession, useWatched } from '../link/react.ts'
import type { Digits, Locale } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'

const KEY = 'mizan.look-of'

function rememberedAs(wish: string): boolean {
  try {
    if (localStorage.getItem(KEY) === wish) return true
    localStorage.setItem(KEY, wish)
  } catch {
    // A browser that refuses storage only asks the record again at the next start.
  }
  return false
}

export function PersonalLook() {
  const link = useLink()
  const session = useSession()
  const storeId = useWatched(link.store.home)
  const store = useRecord(stores, storeId)
  const { change } = useLook()
  const person = session.kind === 'signed-in' ? session.person : null
  const whose: { id: string; locale: Locale; digits: Digits } | undefined = person ?? store
  const wish = whose && `${whose.id} ${whose.locale} ${whose.digits}`
  useEffect(() => {
    if (!wish || rememberedAs(wish)) return
    const [, locale, digits] = wish.split(' ')
    change({ locale: locale as Locale, digits: digits as Digits })
  }, [wish, change])
  return null
}
