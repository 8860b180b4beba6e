// Which card, credit or voucher a sale took from or put on: the end of its code, as far as the person may ask for it.
import { useCallback } from 'react'
import { storedValueGet } from '#stored-value/contract.ts'
import { useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, useAsked } from '../../link/asked.ts'

/** Nothing while it is not known. */
export function AccountSaid({ id, named = false }: { id: string; named?: boolean }) {
  const say = useSay()
  const { call } = useLink()
  const may = useMay(storedValueGet.needs)
  const ask = useCallback(() => call(storedValueGet, { id }, askOptions), [call, id])
  const { answer } = useAsked(may ? ask : null)
  if (!answer) return null
  const { kind, last4 } = answer
  return (
    <>
      {named && <bdi>{say(`storedValueOffice.kinds.${kind}`)} </bdi>}
      {last4 === null ? say('storedValueOffice.noCode') : <Code>{`••${last4}`}</Code>}
    </>
  )
}
