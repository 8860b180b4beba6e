// Issues a voucher, a goodwill credit or a gift card that nobody pays for. Its code is made here and shown this once: the hub keeps only a digest.
import { useState } from 'react'
import { newId } from '#shared/ids.ts'
import { storedValueKinds, storedValueOpen } from '#stored-value/contract.ts'
import { codeOf } from '#stored-value/rules.ts'
import { useLink } from '../../link/react.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { DayField } from '../parts/fields.tsx'
import { FormBody } from '../../forms/form-sheet.tsx'
import { StorePick } from '../parts/store-pick.tsx'
import { readSum } from '../parts/typed.ts'
import { useWork } from '../../forms/work.ts'
import { CodeShown } from './code-shown.tsx'

const CODE_BYTES = 16
type Draft = { kind: (typeof storedValueKinds)[number]; amount: string; expiresOn: string }

export function IssueSheet({ onClose }: { onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { store } = useChosenStore()
  const work = useWork()
  const [draft, setDraft] = useState<Draft>({ kind: 'voucher', amount: '', expiresOn: '' })
  // One account with one code for this sheet: issuing again after a lost answer issues it once.
  const [fresh] = useState(() => ({
    id: newId(Date.now()),
    code: codeOf(crypto.getRandomValues(new Uint8Array(CODE_BYTES))),
  }))
  const [issued, setIssued] = useState(false)
  const currency = store?.currency ?? ''
  const amountMinor = readSum(draft.amount, currency)
  const issue = async () => {
    if (!store || !amountMinor) return
    const expiresOn = draft.expiresOn === '' ? null : draft.expiresOn
    const given = { kind: draft.kind, currency, amountMinor, expiresOn, customerId: null }
    const agreed = await work.run(() =>
      call(storedValueOpen, { ...fresh, storeId: store.id, ...given }),
    )
    if (agreed) setIssued(true)
  }
  return (
    <Sheet opened onClose={onClose} title={say('storedValueOffice.issueTitle')}>
      {issued ? (
        <CodeShown
          kind={draft.kind}
          code={fresh.code}
          amountMinor={amountMinor ?? 0}
          currency={currency}
          onClose={onClose}
        />
      ) : (
        <FormBody
          words={say('storedValueOffice.issue')}
          work={work}
          ready={Boolean(store && amountMinor)}
          onSubmit={() => void issue()}
          onClose={onClose}
        >
          <StorePick />
          <IssueFields draft={draft} currency={currency} onChange={setDraft} />
        </FormBody>
      )}
    </Sheet>
  )
}

type IssueFieldsProps = { draft: Draft; currency: string; onChange(draft: Draft): void }

function IssueFields({ draft, currency, onChange }: IssueFieldsProps) {
  const say = useSay()
  return (
    <>
      <SelectField
        label={say('storedValueOffice.kind')}
        value={draft.kind}
        options={storedValueKinds.map((value) => ({
          value,
          label: say(`storedValueOffice.kinds.${value}`),
        }))}
        onChange={(value) =>
          onChange({
            ...draft,
            kind: storedValueKinds.find((each) => each === value) ?? draft.kind,
          })
        }
      />
      <TextField
        label={say('storedValueOffice.amount', { currency })}
        value={draft.amount}
        onChange={(amount) => onChange({ ...draft, amount })}
        {...(draft.amount !== '' && !readSum(draft.amount, currency)
          ? { error: say('customerCredit.moreThanNothing') }
          : {})}
      />
      <DayField
        label={say('storedValueOffice.expires')}
        value={draft.expiresOn}
        onChange={(expiresOn) => onChange({ ...draft, expiresOn })}
      />
    </>
  )
}
