// A new password, typed twice because nobody sees it. Whether the two agree is for whoever asks.
import { useSay } from '../words/index.ts'
import { SecretField } from './secret-field.tsx'

export type NewPassword = { readonly password: string; readonly again: string }
export type NewPasswordFieldsProps = {
  typed: NewPassword
  hint?: string
  onChange(part: Partial<NewPassword>): void
}

export function NewPasswordFields({ typed, hint, onChange }: NewPasswordFieldsProps) {
  const say = useSay()
  const { password, again } = typed
  return (
    <>
      <SecretField
        label={say('security.newPassword')}
        {...(hint === undefined ? {} : { hint })}
        value={password}
        onChange={(next) => onChange({ password: next })}
        fills="new"
      />
      <SecretField
        label={say('security.again')}
        value={again}
        onChange={(next) => onChange({ again: next })}
        fills="new"
        error={again !== '' && again !== password && say('security.differs')}
      />
    </>
  )
}
