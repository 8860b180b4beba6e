// What the customer of the basket owes and may owe, asked once and then heard: another till's charge is seen here as
// soon as the hub tells of it.
import { useCallback, useEffect, useState } from 'react'
import {
  type CustomerAccount,
  customerAccountChanged,
  customersAccount,
} from '#customers/contract.ts'
import type { Id } from '#shared/ids.ts'
import { CallProblem } from '../link/problem.ts'
import { useLink } from '../link/react.ts'
import type { Credit } from './paying.ts'

type Known = { readonly customerId: Id; readonly account: CustomerAccount | null }

export function useCredit(
  customerId: Id | null,
  currency: string,
  wanted: boolean,
): { credit: Credit; readCredit: () => void } {
  const link = useLink()
  const [known, setKnown] = useState<Known | null>(null)
  const readCredit = useCallback(() => {
    if (customerId === null) return
    link
      .call(customersAccount, { id: customerId, currency }, { attempts: 2 })
      .then((account) => setKnown({ customerId, account }))
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        setKnown({ customerId, account: null })
      })
  }, [link, customerId, currency])
  useEffect(() => {
    if (wanted) readCredit()
  }, [wanted, readCredit])
  useEffect(
    () =>
      link.store.listen(customerAccountChanged, (account) => {
        if (account.customerId !== customerId || account.currency !== currency) return
        setKnown({ customerId, account })
      }),
    [link, customerId, currency],
  )
  return { credit: creditOf(known, customerId), readCredit }
}

function creditOf(known: Known | null, customerId: Id | null): Credit {
  if (customerId === null) return { kind: 'none' }
  if (known?.customerId !== customerId) return { kind: 'asking' }
  return known.account ? { kind: 'known', account: known.account } : { kind: 'unknown' }
}
