// Names of what records only refer to: people and terminals. What is not known is shown by a dash.
import { useMemo } from 'react'
import { people } from '#users/contract.ts'
import { terminals } from '#terminals/contract.ts'
import { useRecords } from '../../link/react.ts'

export type NamesOf = {
  person(id: string | null): string
  terminal(id: string | null): string
}

/** The same object until a person or a terminal changes. */
export function useNames(): NamesOf {
  const everyone = useRecords(people)
  const devices = useRecords(terminals)
  return useMemo(() => {
    const byId = new Map([...everyone, ...devices].map(({ id, name }) => [id, name]))
    const nameOf = (id: string | null) => (id !== null && byId.get(id)) || '–'
    return { person: nameOf, terminal: nameOf }
  }, [everyone, devices])
}
