// A password that was just made, shown this once: nobody can read it again, they can only make another.
import { Button } from '@mantine/core'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'

export type PasswordShownProps = { name: string; password: string; onClose(): void }

export function PasswordShown({ name, password, onClose }: PasswordShownProps) {
  const say = useSay()
  return (
    <div className={parts.form}>
      <p>{say('peopleOffice.shownOnce', { name })}</p>
      <output className={parts.secret} aria-label={say('sign.password')}>
        {password}
      </output>
      <div className={parts.acts}>
        <CopyButton value={password} />
        <Button onClick={onClose}>{say('peopleOffice.passedOn')}</Button>
      </div>
    </div>
  )
}
