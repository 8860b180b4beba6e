// What one's own sign-in rests on, as the hub says it. It is asked, never kept on a device.
import { useCallback } from 'react'
import type { Output } from '#shared/contract.ts'
import { mySecurity } from '#auth/proof-contract.ts'
import { askOptions, type Asked, useAsked } from '../link/asked.ts'
import { useLink } from '../link/react.ts'

export type Security = Output<typeof mySecurity>

export function useSecurity(): Asked<Security> {
  const { call } = useLink()
  return useAsked(useCallback(() => call(mySecurity, {}, askOptions), [call]))
}
