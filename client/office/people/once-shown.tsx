// A password or a code that was just made, shown this once: nobody can read it again, they can only make another.
import { Button } from '@mantine/core'
import { useNumerals } from '../../look/look.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'

export type Once =
  | { readonly kind: 'password'; readonly secret: string }
  | { readonly kind: 'reset'; readonly secret: string; readonly expiresAt: string }
export type OnceProps = { name: string; once: Once; onClose(): void }

export function OnceShown(props: OnceProps) {
  const say = useSay()
  const { name, once, onClose } = props
  return (
    <Dialog opened onClose={onClose} title={say(`peopleOffice.onceOf.${once.kind}`, { name })}>
      <OnceBody {...props} />
    </Dialog>
  )
}

export function OnceBody({ name, once, onClose }: OnceProps) {
  const say = useSay()
  const numerals = useNumerals()
  const label = say(once.kind === 'password' ? 'sign.password' : 'signStep.resetCode')
  return (
    <div className={parts.form}>
      <p>{say(`peopleOffice.shownOnce.${once.kind}`, { name })}</p>
      <output className={parts.secret} aria-label={label}>
        {once.secret}
      </output>
      {once.kind === 'reset' && (
        <p className={parts.quiet}>
          {say('peopleOffice.worksUntil', { time: numerals.time(once.expiresAt) })}
        </p>
      )}
      <div className={parts.acts}>
        <CopyButton value={once.secret} />
        <Button onClick={onClose}>{say('peopleOffice.passedOn')}</Button>
      </div>
    </div>
  )
}
