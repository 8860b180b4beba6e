// Publishing later: from which moment the edited prices hold. A moment that has passed means now, and the hub says so.
import { useState } from 'react'
import { Dialog } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { MomentField } from '../parts/fields.tsx'
import { FormBody } from '../parts/form-sheet.tsx'
import { instantOf } from '../parts/moments.ts'
import type { Work } from '../parts/work.ts'

export type PublishDialogProps = {
  opened: boolean
  count: number
  work: Work
  onPublish(validFrom: string): void
  onClose(): void
}

export function PublishDialog({ opened, count, work, onPublish, onClose }: PublishDialogProps) {
  const say = useSay()
  const [moment, setMoment] = useState('')
  const at = instantOf(moment)
  return (
    <Dialog opened={opened} onClose={onClose} title={say('products.effectiveFrom')}>
      <FormBody
        words={say('products.publish', { count })}
        work={work}
        ready={at !== null}
        onClose={onClose}
        onSubmit={() => at !== null && onPublish(at)}
      >
        <MomentField
          label={say('products.effectiveAt')}
          hint={say('products.effectiveHint')}
          value={moment}
          onChange={setMoment}
        />
      </FormBody>
    </Dialog>
  )
}
