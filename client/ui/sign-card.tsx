// The card in the middle of an empty page that every door of the app is: the mark, what went wrong, fields, one button.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSay } from '../words/index.ts'
import { Failure } from './failure.tsx'
import { Mark } from './mark.tsx'
import css from './sign.module.css'

export type SignFailure = { happened: string; kept: string; next: string }
export type SignCardProps = {
  /** The name of the app where left out. */
  title?: string
  /** What happened, what was kept, what to do. */
  failure?: SignFailure | undefined
  words: string
  busy: boolean
  ready?: boolean
  onSubmit(): void
  children: ReactNode
  /** Other ways from here, under the button. */
  others?: ReactNode
}

/** The same card for a form of its own. */
export function SignPlate({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.form}>
      <div className={css.brand}>
        <Mark size={40} />
        <h1>{title}</h1>
      </div>
      {children}
    </section>
  )
}

export function SignCard(props: SignCardProps) {
  const say = useSay()
  const { title, failure, words, busy, ready = true, onSubmit, children, others } = props
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !busy) onSubmit()
      }}
    >
      <div className={css.brand}>
        <Mark size={40} />
        <h1>{title ?? say('brand')}</h1>
      </div>
      {failure && <Failure {...failure} />}
      {children}
      <Button type="submit" size="lg" loading={busy} disabled={!ready} fullWidth>
        {words}
      </Button>
      {others}
    </form>
  )
}
