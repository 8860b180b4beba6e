// The two surfaces that come over a face: a sheet from the end edge (from the foot on a phone), and a dialog.
// Neither is ever opened by news; a person asks for it, and focus goes back to what they asked with.
import { Drawer, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useEffect } from 'react'
import { useSay } from '../words/index.ts'
import { useEscape } from './escape.ts'

export type SheetProps = {
  opened: boolean
  onClose(): void
  title: string
  children: ReactNode
}

export function Sheet({ opened, onClose, title, children }: SheetProps) {
  const say = useSay()
  const phone = useMediaQuery('(max-width: 40em)')
  useEscape(opened, onClose)
  // On a phone both stand at the foot: what was said before must not lie over what is asked now.
  useEffect(() => {
    if (opened && phone) notifications.clean()
  }, [opened, phone])
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      closeOnEscape={false}
      title={title}
      // Mantine turns right into the end edge by itself.
      position={phone ? 'bottom' : 'right'}
      closeButtonProps={{ 'aria-label': say('act.close'), size: 44 }}
      // At the foot it is as tall as what it holds, so that nothing in it hides below the edge.
      styles={phone ? { content: { height: 'auto', maxHeight: '92dvh' } } : {}}
    >
      {children}
    </Drawer>
  )
}

export function Dialog({ opened, onClose, title, children }: SheetProps) {
  const say = useSay()
  useEscape(opened, onClose)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnEscape={false}
      title={title}
      closeButtonProps={{ 'aria-label': say('act.close'), size: 44 }}
    >
      {children}
    </Modal>
  )
}
