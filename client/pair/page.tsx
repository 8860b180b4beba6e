// Makes this browser the terminal a one-time code was made for. The code says what the device becomes; the page
// says it back before anybody sells with it, and never trades one terminal for another without being told to.
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconDeviceDesktop, IconScan } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { CallProblem } from '../link/problem.ts'
import { useDevice, useJournal, useLink, useSession } from '../link/react.ts'
import css from '../sign-in/page.module.css'
import { Failure } from '../ui/failure.tsx'
import { TextField } from '../ui/fields.tsx'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { Mark } from '../ui/mark.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import pairCss from './page.module.css'
import { tidyCode } from './code.ts'

export default function PairPage() {
  const say = useSay()
  const params = useParams()
  const { terminal, sellsOffline } = useDevice()
  const journal = useJournal()
  const pairing = usePairing()
  const [code, setCode] = useState(() => tidyCode(params['code'] ?? ''))
  // A code in the address is used at once, unless this device already is something.
  const atOnce = useRef(code !== '' && terminal === null)
  useEffect(() => {
    if (!atOnce.current) return
    atOnce.current = false
    pairing.pair(code)
  })
  return (
    <main className={css.page}>
      <form
        className={pairCss.card}
        onSubmit={(event) => {
          event.preventDefault()
          pairing.pair(code)
        }}
      >
        <div className={pairCss.brand}>
          <Mark size={40} />
          <h1>{say('pair.title')}</h1>
        </div>
        <p className={pairCss.detail}>{say('pair.detail')}</p>
        {!sellsOffline && (
          <p className={pairCss.care} role="note">
            <IconAlertTriangle size={20} stroke={1.8} aria-hidden /> {say('pair.insecure')}
          </p>
        )}
        {terminal && <NowIs name={terminal.name} kind={terminal.kind} waiting={journal.waiting} />}
        {pairing.failure && <Failure {...pairing.failure} />}
        <TextField
          label={say('pair.code')}
          hint={say('pair.codeHint')}
          value={code}
          code
          required
          onChange={(value) => setCode(tidyCode(value))}
        />
        <Button type="submit" size="lg" fullWidth loading={pairing.busy}>
          {say(terminal ? 'pair.replace' : 'pair.pair')}
        </Button>
      </form>
      <div className={pairCss.foot}>
        <LanguageChoice />
        <Elsewhere />
      </div>
    </main>
  )
}

function NowIs({ name, kind, waiting }: { name: string; kind: string; waiting: number }) {
  const say = useSay()
  const Icon = kind === 'scanner' ? IconScan : IconDeviceDesktop
  return (
    <p className={pairCss.care} role="note">
      <Icon size={20} stroke={1.8} aria-hidden /> {say('pair.already', { terminal: name })}{' '}
      {waiting > 0 && say('pair.waiting', { count: waiting })}
    </p>
  )
}

function Elsewhere() {
  const say = useSay()
  const [, go] = useLocation()
  const { terminal } = useDevice()
  const signedIn = useSession().kind === 'signed-in'
  if (terminal) {
    return (
      <Button variant="subtle" onClick={() => go('/')}>
        {say('pair.stay')}
      </Button>
    )
  }
  return (
    <Button variant="subtle" onClick={() => go('/sign-in')}>
      {say(signedIn ? 'pair.stay' : 'sign.enter')}
    </Button>
  )
}

function usePairing() {
  const link = useLink()
  const say = useSay()
  const problemWords = useProblemWords()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const pair = (code: string) => {
    if (busy || code === '') return
    setBusy(true)
    setProblem(null)
    link
      .enrol(code)
      .then(() => go('/', { replace: true }))
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        setProblem(error)
      })
      .finally(() => setBusy(false))
  }
  const failure = problem && {
    happened: problem.answered
      ? say('pair.refused', { why: problemWords(problem.body) })
      : problemWords(problem.body, false),
    kept: say('pair.kept'),
    next: say(problem.answered ? 'pair.newCode' : 'door.whenBack'),
  }
  return { pair, busy, failure }
}
