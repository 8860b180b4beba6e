// A form in a sheet from the end edge: fields, what the hub had against them, and one button that says what it does.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import css from './forms.module.css'
import { ProblemNote } from './problem-note.tsx'
import type { Work } from './work.ts'

export type FormSheetProps = {
  opened: boolean
  title: string
  words: string
  work: Work
  ready?: boolean
  onSubmit(): void
  onClose(): void
  children: ReactNode
}

export function FormSheet(props: FormSheetProps) {
  const { work } = props
  const close = () => {
    work.clear()
    props.onClose()
  }
  return (
    <Sheet opened={props.opened} onClose={close} title={props.title}>
      <FormBody {...props} onClose={close} />
    </Sheet>
  )
}

export function FormBody(props: Omit<FormSheetProps, 'opened' | 'title'>) {
  const say = useSay()
  const { work, ready = true } = props
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !work.doing) props.onSubmit()
      }}
    >
      {props.children}
      <ProblemNote problem={work.problem} kept={say('refusalKept.typed')} />
      <div className={css.acts}>
        <Button variant="default" onClick={props.onClose}>
          {say('act.cancel')}
        </Button>
        <Button type="submit" disabled={!ready} loading={work.doing}>
          {props.words}
        </Button>
      </div>
    </form>
  )
}
