// Says what an act did: a toast with a tick, and the way back where there is one.
import { IconCheck } from '@tabler/icons-react'
import { toast } from '../ui/toast.tsx'

export function said(
  title: string,
  detail?: string,
  next?: { words: string; onAct(): void; undo?: boolean },
): void {
  toast({
    tone: 'live',
    icon: <IconCheck size={20} stroke={1.8} />,
    title,
    ...(detail === undefined ? {} : { detail: <bdi>{detail}</bdi> }),
    ...(next ? { action: { undo: true, ...next } } : {}),
  })
}
