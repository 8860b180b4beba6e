// Finds a card by its whole code, scanned or typed. The code is a bearer's secret: it is sent once and leaves the screen at once.
import { useState } from 'react'
import { storedValueFind, type StoredValueAccount } from '#stored-value/contract.ts'
import { tidyCode } from '#stored-value/rules.ts'
import { useLink } from '../../link/react.ts'
import { SearchField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions } from '../../link/asked.ts'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { useWork } from '../../forms/work.ts'

export function FindByCode({ onFound }: { onFound(account: StoredValueAccount): void }) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const [typed, setTyped] = useState('')
  const find = (text: string) => {
    const code = tidyCode(text)
    if (!code || work.doing) return
    setTyped('')
    void work.run(async () => onFound(await call(storedValueFind, { code }, askOptions)))
  }
  return (
    <>
      <SearchField
        label={`${say('storedValueOffice.find')} – ${say('storedValueOffice.findHint')}`}
        value={typed}
        onChange={setTyped}
        onEnter={find}
      />
      {work.problem?.slug === 'not-found' ? (
        <p role="alert">{say('storedValueOffice.notFound')}</p>
      ) : (
        <ProblemNote problem={work.problem} />
      )}
    </>
  )
}
