// A field for what nobody looking on should read: a password or a PIN. It is written left to right in every language.
import { PasswordInput } from '@mantine/core'
import { useSay } from '../words/index.ts'

export type SecretFieldProps = {
  label: string
  value: string
  onChange(value: string): void
  hint?: string
  error?: string | false | undefined
  /** What the browser may fill in: the password as it is, one that is being made, or nothing (a PIN). */
  fills: 'present' | 'new' | 'nothing'
  required?: boolean
  /** Has the focus when it appears, also with a sheet. */
  first?: boolean
}

const completes = { present: 'current-password', new: 'new-password', nothing: 'off' } as const

export function SecretField(props: SecretFieldProps) {
  const { label, value, onChange, hint, error, fills } = props
  const say = useSay()
  return (
    <PasswordInput
      label={label}
      description={hint}
      value={value}
      error={error}
      dir="ltr"
      inputMode={fills === 'nothing' ? 'numeric' : 'text'}
      autoComplete={completes[fills]}
      required={props.required ?? false}
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': say('act.reveal') }}
      {...(props.first ? { autoFocus: true, 'data-autofocus': true } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
