// The head of a task: the way back, what is being done, and how much of it the hub has confirmed.
import { UnstyledButton } from '@mantine/core'
import { IconArrowLeft, IconKeyboard } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { Flip } from '../ui/flip.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import css from './task.module.css'
import { TypedCode } from './typed-code.tsx'

export function TaskHead(props: {
  title: string
  progress?: { confirmed: number; all: number }
  children?: ReactNode
  onCode(code: string): void
}) {
  const say = useSay()
  const [, go] = useLocation()
  const [typing, setTyping] = useState(false)
  const { progress } = props
  return (
    <header className={css.head}>
      <div className={css.headRow}>
        <UnstyledButton
          className={css.square}
          aria-label={say('act.back')}
          onClick={() => go('/scanner')}
        >
          <Flip>
            <IconArrowLeft size={24} stroke={1.8} aria-hidden />
          </Flip>
        </UnstyledButton>
        <h1>{props.title}</h1>
        <UnstyledButton
          className={css.square}
          aria-label={say('scan.type')}
          onClick={() => setTyping(true)}
        >
          <IconKeyboard size={24} stroke={1.8} aria-hidden />
        </UnstyledButton>
      </div>
      {progress && progress.all > 0 && <Progress {...progress} />}
      {props.children}
      <Sheet opened={typing} onClose={() => setTyping(false)} title={say('scan.type')}>
        <TypedCode
          onCode={(code) => {
            setTyping(false)
            props.onCode(code)
          }}
        />
      </Sheet>
    </header>
  )
}

function Progress({ confirmed, all }: { confirmed: number; all: number }) {
  const say = useSay()
  return (
    <div className={css.progress}>
      <span>{say('scanner.confirmed')}</span>
      <span
        className={css.track}
        role="progressbar"
        aria-label={say('scanner.confirmed')}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={confirmed}
      >
        <span className={css.fill} style={{ inlineSize: `${(100 * confirmed) / all}%` }} />
      </span>
      <b>{say('link.progress', { done: confirmed, all })}</b>
    </div>
  )
}
