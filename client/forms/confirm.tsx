// Asks once before something that hurts, naming the thing; what the hub had against it is said in the same place.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import css from './forms.module.css'
import { ProblemNote } from './problem-note.tsx'
import type { Work } from './work.ts'

export type ConfirmProps = {
  opened: boolean
  title: string
  /** What will follow, said of the thing itself. */
  detail: ReactNode
  words: string
  work: Work
  /** False where it can be taken back; the button is then an ordinary one. */
  hurts?: boolean
  /** False while something is missing, such as the reason. */
  ready?: boolean
  onAct(): void
  onClose(): void
  children?: ReactNode
}

export function Confirm(props: ConfirmProps) {
  const say = useSay()
  const { opened, title, detail, words, work, ready = true, hurts = true, children } = props
  const close = () => {
    work.clear()
    props.onClose()
  }
  return (
    <Dialog opened={opened} onClose={close} title={title}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) props.onAct()
        }}
      >
        <div>{detail}</div>
        {children}
        <ProblemNote problem={work.problem} />
        <div className={css.acts}>
          <Button variant="default" onClick={close}>
            {say('act.cancel')}
          </Button>
          <Button
            type="submit"
            {...(hurts ? { 'data-tone': 'bad' } : {})}
            disabled={!ready}
            loading={work.doing}
          >
            {words}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
