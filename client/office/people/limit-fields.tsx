// The limits of a role as fields: beyond them a till asks for an approval.
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { limitKinds, readLimit, type TypedLimits } from './role-limits.ts'
import css from './people.module.css'

type LimitFieldsProps = {
  value: TypedLimits
  currency: string
  onChange(typed: TypedLimits): void
}

export function LimitFields({ value, currency, onChange }: LimitFieldsProps) {
  const say = useSay()
  return (
    <fieldset className={css.limits}>
      <legend>{say('limitsOffice.title')}</legend>
      <p>{say('limitsOffice.detail')}</p>
      {limitKinds.map(([name, kind]) => (
        <TextField
          key={name}
          label={say(`limitsOffice.${name}`, { unit: kind === 'share' ? '%' : currency })}
          value={value[name]}
          onChange={(text) => onChange({ ...value, [name]: text })}
          {...(readLimit(name, value, currency) === undefined
            ? { error: say('limitsOffice.unreadable') }
            : {})}
        />
      ))}
    </fieldset>
  )
}
