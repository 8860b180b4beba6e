// One terminal: what it is, pairing a replacement for it, and putting it out of service with a reason.
import { Button } from '@mantine/core'
import { IconLock, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { type Terminal, terminalsRevoke } from '#terminals/contract.ts'
import { useLink } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { Confirm } from '../../forms/confirm.tsx'
import { Fact, Facts } from '../parts/facts.tsx'
import parts from '../parts/parts.module.css'
import { useSave } from '../../forms/use-save.ts'
import { InviteSheet } from './invite-sheet.tsx'
import { PresenceChip } from './presence-chip.tsx'

export function TerminalSheet({ terminal, onClose }: { terminal: Terminal; onClose(): void }) {
  const say = useSay()
  const numerals = useNumerals()
  const [open, setOpen] = useState<'invite' | 'revoke' | null>(null)
  const proof = terminal.proof
  if (open === 'invite') return <InviteSheet terminal={terminal} onClose={() => setOpen(null)} />
  return (
    <Sheet opened onClose={onClose} title={terminal.name}>
      <div className={parts.form}>
        <Facts>
          <Fact term={say('terminalsOffice.state')}>
            <PresenceChip terminal={terminal} />
          </Fact>
          <Fact term={say('terminalsOffice.kind')}>
            {say(`terminalsOffice.kinds.${terminal.kind}`)}
          </Fact>
          <Fact term={say('terminalsOffice.code')}>
            <Code>{terminal.code}</Code>
          </Fact>
          <Fact term={say('terminalsOffice.fence')}>
            <bdi>{numerals.count(terminal.fence)}</bdi>
          </Fact>
          <Fact term={say('terminalsOffice.proof')}>
            {proof === null ? '–' : say(`terminalsOffice.proofs.${proof}`)}
          </Fact>
        </Facts>
        <Button
          variant="default"
          leftSection={<IconQrcode size={20} stroke={1.8} aria-hidden />}
          onClick={() => setOpen('invite')}
        >
          {say(terminal.state === 'enrolled' ? 'terminalsOffice.again' : 'terminalsOffice.newCode')}
        </Button>
        {terminal.state !== 'revoked' && (
          <Button
            variant="outline"
            leftSection={<IconLock size={20} stroke={1.8} aria-hidden />}
            onClick={() => setOpen('revoke')}
          >
            {say('terminalsOffice.revoke')}
          </Button>
        )}
      </div>
      {open === 'revoke' && <Revoke terminal={terminal} onClose={() => setOpen(null)} />}
    </Sheet>
  )
}

function Revoke({ terminal, onClose }: { terminal: Terminal; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, act } = useSave(onClose)
  const [reason, setReason] = useState('')
  const { name, id: terminalId } = terminal
  const input = { terminalId, reason: reason.trim() }
  return (
    <Confirm
      opened
      title={say('terminalsOffice.revoke')}
      detail={say('terminalsOffice.revokeAsk', { name })}
      words={say('terminalsOffice.revoke')}
      work={work}
      ready={reason.trim() !== ''}
      onAct={() =>
        act(say('terminalsOffice.revokedNow', { name }), () => call(terminalsRevoke, input))
      }
      onClose={onClose}
    >
      <TextField label={say('stockOffice.reason')} value={reason} onChange={setReason} />
    </Confirm>
  )
}
