// A one-time code as a person at the new device needs it. When the device has paired the hub says so and the code is gone.
import { Button } from '@mantine/core'
import { IconCheck, IconRefresh } from '@tabler/icons-react'
import type { Output } from '#shared/contract.ts'
import type { terminalsInvite } from '#terminals/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useNowMs } from '../../ui/now.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import type { Work } from '../../forms/work.ts'
import { QrCode } from '../../ui/qr-code.tsx'

export type InvitationProps = {
  invited: Output<typeof terminalsInvite>
  /** Whether the device has used the code. */
  paired: boolean
  work: Work
  onAgain(): void
  onClose(): void
}

export function Invitation({ invited, paired, work, onAgain, onClose }: InvitationProps) {
  const say = useSay()
  const numerals = useNumerals()
  const leftMs = Date.parse(invited.expiresAt) - useNowMs()
  const { name } = invited.terminal
  const link = `${location.origin}/pair/${invited.code}`
  if (paired) {
    const action = { words: say('act.close'), onAct: onClose }
    const icon = <IconCheck size={40} stroke={1.6} aria-hidden />
    return <Empty icon={icon} title={say('terminalsOffice.paired', { name })} action={action} />
  }
  const again = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={20} stroke={1.8} aria-hidden />}
      loading={work.doing}
      onClick={onAgain}
    >
      {say('terminalsOffice.newCode')}
    </Button>
  )
  if (leftMs <= 0) {
    return (
      <div className={parts.form}>
        <p role="status">{say('terminalsOffice.codeOver')}</p>
        <ProblemNote problem={work.problem} />
        {again}
      </div>
    )
  }
  return (
    <div className={parts.form}>
      <p>{say('terminalsOffice.onDevice', { name })}</p>
      <QrCode text={link} label={say('terminalsOffice.qr', { name })} />
      <output className={parts.secret} aria-label={say('terminalsOffice.pairCode')}>
        {invited.code}
      </output>
      <p className={parts.quiet}>
        {say('terminalsOffice.codeLeft', { age: numerals.age(leftMs) })}
      </p>
      <Code>{link}</Code>
      <ProblemNote problem={work.problem} />
      <div className={parts.acts}>
        <CopyButton value={link} words={say('terminalsOffice.copyLink')} />
        {again}
      </div>
    </div>
  )
}
