// Copies a text to the clipboard and says on its own face that it did.
import { Button, CopyButton as Copying } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useSay } from '../words/index.ts'

/** `words`: what is copied, where a plain "Copy" would not tell. */
export function CopyButton({ value, words }: { value: string; words?: string }) {
  const say = useSay()
  return (
    <Copying value={value}>
      {({ copied, copy }) => {
        const Icon = copied ? IconCheck : IconCopy
        return (
          <Button variant="default" leftSection={<Icon size={20} aria-hidden />} onClick={copy}>
            {copied ? say('officeParts.copied') : (words ?? say('officeParts.copy'))}
          </Button>
        )
      }}
    </Copying>
  )
}
