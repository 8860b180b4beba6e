// The bar over every face: whose screen this is, and whether what it shows is true now.
// While the link is down or refused the whole bar carries the colour, so that nobody has to look for it.
import {
  IconBuildingStore,
  IconCashRegister,
  IconDeviceDesktop,
  IconUserCircle,
} from '@tabler/icons-react'
import { memo } from 'react'
import { Link } from 'wouter'
import { useLook, useNumerals } from '../look/look.tsx'
import { nameIn, type Names } from '../look/locale.ts'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import { Connection } from './connection.tsx'
import type { LinkState, WaitingSale } from './link-state.ts'
import { Mark } from './mark.tsx'
import { useNowMs } from './now.ts'
import css from './status-bar.module.css'

export type StatusBarProps = {
  place: Names
  link: LinkState
  waiting: readonly WaitingSale[]
  onTryNow(): void
  terminal?: Names
  /** The number of the open cash session. */
  session?: number
  /** Where the person sits when there is no till, such as the head office. */
  office?: Names
  person?: string
  /** Where the person looks after their own sign-in. */
  personTo?: string
  /** The dashboard's clock shows seconds; no other does. */
  seconds?: boolean
}

export const StatusBar = memo(function StatusBar(props: StatusBarProps) {
  const { locale } = useLook()
  const say = useSay()
  const { link, terminal, session, office, person } = props
  return (
    <header className={classes(css.bar, css[link.kind])}>
      <span className={css.place}>
        <Mark />
        <bdi>{nameIn(locale, props.place)}</bdi>
      </span>
      <Connection link={link} waiting={props.waiting} onTryNow={props.onTryNow} />
      <span className={css.space} />
      {terminal && (
        <span className={css.fact}>
          <IconDeviceDesktop size={20} stroke={1.6} aria-hidden />
          <bdi>{nameIn(locale, terminal)}</bdi>
        </span>
      )}
      {office && (
        <span className={css.fact}>
          <IconBuildingStore size={20} stroke={1.6} aria-hidden />
          <bdi>{nameIn(locale, office)}</bdi>
        </span>
      )}
      {session !== undefined && (
        <span className={classes(css.fact, css.session)}>
          <IconCashRegister size={20} stroke={1.6} aria-hidden />
          {say('link.session', { number: session })}
        </span>
      )}
      {person !== undefined && <Person name={person} to={props.personTo} />}
      <Clock seconds={props.seconds ?? false} />
    </header>
  )
})

function Person({ name, to }: { name: string; to: string | undefined }) {
  const say = useSay()
  const shown = (
    <>
      <IconUserCircle size={20} stroke={1.6} aria-hidden />
      <bdi>{name}</bdi>
    </>
  )
  if (to === undefined) return <span className={css.fact}>{shown}</span>
  return (
    <Link href={to} className={css.person} aria-label={`${name}, ${say('security.title')}`}>
      {shown}
    </Link>
  )
}

function Clock({ seconds }: { seconds: boolean }) {
  const nowMs = useNowMs()
  const numerals = useNumerals()
  return <bdi className={css.clock}>{numerals.time(nowMs, { seconds })}</bdi>
}
