// Adds a rule for codes the shops print themselves, changes it, or takes it away; the layout it makes is shown as it is typed.
import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { type BarcodeRule, barcodeRulesRemove, barcodeRulesSet } from '#catalog/contract.ts'
import { newId } from '#shared/ids.ts'
import { useLink } from '../../link/react.ts'
import { Code } from '../../ui/code.tsx'
import { CheckField, NumberField, SelectField, TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { FormSheet } from '../../forms/form-sheet.tsx'
import css from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'
import { UnitField } from '../products/pack-fields.tsx'
import {
  layoutOf,
  lengthOf,
  newRule,
  type RuleDraft,
  ruleDraftOf,
  ruleFault,
  ruleOf,
} from './rule-draft.ts'
import { TryCode } from './try-code.tsx'

export function RuleSheet({ rule, onClose }: { rule: BarcodeRule | null; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, act } = useSave(onClose)
  const [id] = useState(() => rule?.id ?? newId(Date.now()))
  const [draft, setDraft] = useState(() => (rule ? ruleDraftOf(rule.rule) : newRule))
  const sent = ruleOf(draft)
  const { prefix } = draft
  return (
    <FormSheet
      opened
      title={say(rule ? 'codeRules.change' : 'codeRules.add')}
      words={say('act.save')}
      work={work}
      ready={sent !== undefined}
      onSubmit={() =>
        sent &&
        act(say('codeRules.saved', { prefix }), () => call(barcodeRulesSet, { id, rule: sent }))
      }
      onClose={onClose}
    >
      <WhatItReads draft={draft} onChange={setDraft} />
      <WhatItCarries draft={draft} onChange={setDraft} />
      {sent && (
        <p className={css.quiet}>
          {say('codeRules.layout')}: <Code>{layoutOf(sent)}</Code>
        </p>
      )}
      {sent && <TryCode rules={[{ rule: sent }]} />}
      {rule && (
        <Button
          variant="outline"
          leftSection={<IconTrash size={20} stroke={1.8} aria-hidden />}
          onClick={() =>
            act(say('codeRules.removed', { prefix }), () => call(barcodeRulesRemove, { id }))
          }
        >
          {say('codeRules.remove')}
        </Button>
      )}
    </FormSheet>
  )
}

type PartProps = { draft: RuleDraft; onChange(draft: RuleDraft): void }

function WhatItReads({ draft, onChange }: PartProps) {
  const say = useSay()
  const set = (part: Partial<RuleDraft>) => onChange({ ...draft, ...part })
  const fault = ruleFault(draft)
  return (
    <>
      <TextField
        code
        label={say('codeRules.prefix')}
        hint={say('codeRules.prefixHint')}
        value={draft.prefix}
        onChange={(prefix) => set({ prefix })}
        {...(fault === 'prefix' ? { error: say('codeRules.prefixHint') } : {})}
      />
      <NumberField
        label={say('codeRules.item')}
        least={0}
        most={8}
        value={draft.itemDigits}
        onChange={(itemDigits) => set({ itemDigits })}
      />
      <CheckField
        label={say('codeRules.guard')}
        value={draft.valueCheck}
        onChange={(valueCheck) => set({ valueCheck })}
      />
      <NumberField
        label={say('codeRules.valueDigits')}
        least={3}
        most={6}
        value={draft.valueDigits}
        onChange={(valueDigits) => set({ valueDigits })}
        {...(fault === 'guard' ? { error: say('codeRules.guardLength') } : {})}
        {...(fault === 'length'
          ? { error: say('codeRules.length', { length: lengthOf(draft) }) }
          : {})}
      />
    </>
  )
}

function WhatItCarries({ draft, onChange }: PartProps) {
  const say = useSay()
  const set = (part: Partial<RuleDraft>) => onChange({ ...draft, ...part })
  return (
    <>
      <SelectField
        label={say('codeRules.value')}
        value={draft.value}
        options={(['quantity', 'price'] as const).map((value) => ({
          value,
          label: say(`codeRules.values.${value}`),
        }))}
        onChange={(value) => set({ value: value === 'price' ? 'price' : 'quantity' })}
      />
      {draft.value === 'quantity' && (
        <UnitField
          label={say('codeRules.unit')}
          value={draft.unit}
          onChange={(unit) => set({ unit })}
        />
      )}
      <NumberField
        label={say('codeRules.decimals')}
        least={0}
        most={draft.value === 'price' ? 4 : 3}
        value={draft.decimals}
        onChange={(decimals) => set({ decimals })}
      />
    </>
  )
}
