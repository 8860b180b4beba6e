// One card, credit or voucher: what it holds, what moved on it, and blocking it or letting it go, with the reason.
import { useCallback, useState } from 'react'
import {
  storedValueBlock,
  storedValueEntries,
  storedValueGet,
  storedValueChanged,
  storedValueMoved,
  type StoredValueAccount,
} from '#stored-value/contract.ts'
import { useFactVersion, useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { Fact, Facts } from '../parts/facts.tsx'
import { FormBody } from '../../forms/form-sheet.tsx'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { useSave } from '../../forms/use-save.ts'
import { AccountEntries } from './account-entries.tsx'

type AccountSheetProps = { account: StoredValueAccount; onClose(): void }

export function AccountSheet({ account, onClose }: AccountSheetProps) {
  const say = useSay()
  const { call } = useLink()
  const { id } = account
  const ask = useCallback(() => call(storedValueGet, { id }, askOptions), [call, id])
  const version = useFactVersion(storedValueMoved) + useFactVersion(storedValueChanged)
  const { answer, problem, again } = useAsked(ask, version)
  const now = answer ?? account
  const mayList = useMay(storedValueEntries.needs)
  const mayBlock = useMay(storedValueBlock.needs)
  return (
    <Sheet opened onClose={onClose} title={say(`storedValueOffice.kinds.${now.kind}`)}>
      <div className={parts.form}>
        <ProblemNote problem={problem} onAgain={again} />
        <AccountFacts account={now} />
        {mayList && <AccountEntries account={now} version={version} />}
      </div>
      {mayBlock && now.state !== 'used' && (
        <BlockForm key={now.state} account={now} onDone={again} onClose={onClose} />
      )}
    </Sheet>
  )
}

function AccountFacts({ account }: { account: StoredValueAccount }) {
  const say = useSay()
  const numerals = useNumerals()
  const { state, last4, balanceMinor, currency, expiresOn } = account
  return (
    <Facts>
      <Fact term={say('storedValueOffice.balance')}>
        <bdi className={parts.strong}>{numerals.money(balanceMinor, currency)}</bdi>
      </Fact>
      <Fact term={say('storedValueOffice.state')}>
        <Chip tone={state === 'active' ? 'live' : 'bad'}>
          {say(`storedValueOffice.states.${state}`)}
        </Chip>
      </Fact>
      <Fact term={say('storedValueOffice.code')}>
        {last4 === null ? say('storedValueOffice.noCode') : <Code>{last4}</Code>}
      </Fact>
      <Fact term={say('storedValueOffice.expires')}>
        {expiresOn === null ? say('storedValueOffice.never') : numerals.date(expiresOn, 'day-year')}
      </Fact>
    </Facts>
  )
}

function BlockForm({ account, onDone, onClose }: AccountSheetProps & { onDone(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, act } = useSave(onDone)
  const [reason, setReason] = useState('')
  const { id } = account
  const blocked = account.state === 'active'
  const done = say(blocked ? 'storedValueOffice.blocked' : 'storedValueOffice.released')
  const input = { id, blocked, reason: reason.trim() }
  return (
    <FormBody
      words={say(blocked ? 'storedValueOffice.block' : 'storedValueOffice.release')}
      work={work}
      ready={reason.trim() !== ''}
      onSubmit={() => act(done, () => call(storedValueBlock, input))}
      onClose={onClose}
    >
      <TextField label={say('storedValueOffice.reason')} value={reason} onChange={setReason} />
    </FormBody>
  )
}
