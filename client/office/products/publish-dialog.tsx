// Publishing with a note, and later where a time is given. A moment that has passed means now, and the hub says so.
import { useState } from 'react'
import { Dialog } from '../../ui/sheet.tsx'
import { TextField } from '../../ui/fields.tsx'
import { useSay } from '../../words/index.ts'
import { MomentField } from '../parts/fields.tsx'
import { FormBody } from '../../forms/form-sheet.tsx'
import { instantOf } from '../parts/moments.ts'
import type { Work } from '../../forms/work.ts'
import type { Publishing } from './use-edits.ts'

const LONGEST_NOTE = 200

export type PublishDialogProps = {
  opened: boolean
  count: number
  work: Work
  onPublish(publishing: Publishing): void
  onClose(): void
}

export function PublishDialog(props: PublishDialogProps) {
  const { opened, onClose } = props
  const say = useSay()
  return (
    <Dialog opened={opened} onClose={onClose} title={say('products.effectiveFrom')}>
      <Form {...props} />
    </Dialog>
  )
}

function Form({ count, work, onPublish, onClose }: PublishDialogProps) {
  const say = useSay()
  const [moment, setMoment] = useState('')
  const [note, setNote] = useState('')
  return (
    <FormBody
      words={say('products.publish', { count })}
      work={work}
      ready={note.length <= LONGEST_NOTE}
      onClose={onClose}
      onSubmit={() =>
        onPublish({
          validFrom: instantOf(moment),
          note: note.trim() === '' ? null : note.trim(),
        })
      }
    >
      <MomentField
        label={say('products.effectiveAt')}
        hint={`${say('versions.whenEmpty')} ${say('products.effectiveHint')}`}
        value={moment}
        onChange={setMoment}
      />
      <TextField
        label={say('versions.noteLabel')}
        hint={say('versions.noteHint')}
        value={note}
        onChange={setNote}
      />
    </FormBody>
  )
}
