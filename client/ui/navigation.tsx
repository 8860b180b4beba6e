// The ways around a face: tabs at the foot of a phone, the dashboard's narrow rail, the back office's menu.
import { UnstyledButton } from '@mantine/core'
import { Fragment, memo, type ReactNode } from 'react'
import { Link } from 'wouter'
import { classes } from './classes.ts'
import css from './navigation.module.css'

export type Place = {
  /** The address in the menu and the rail; an id in tabs. */
  to: string
  words: string
  icon: ReactNode
  /** A count that wants someone; already written. */
  count?: string
}

/** Tabs at the foot; they switch at once and keep what was typed. */
export const FootTabs = memo(function FootTabs(props: {
  places: readonly Place[]
  chosen: string
  label: string
  onChoose(to: string): void
}) {
  return (
    <nav className={css.tabs} aria-label={props.label}>
      {props.places.map(({ to, words, icon, count }) => (
        <UnstyledButton
          key={to}
          className={classes(css.tab, to === props.chosen && css.on)}
          aria-current={to === props.chosen ? 'page' : undefined}
          onClick={() => props.onChoose(to)}
        >
          {icon}
          {count !== undefined && <Count className={css.count} count={count} />}
          {words}
        </UnstyledButton>
      ))}
    </nav>
  )
})

export const NavRail = memo(function NavRail(props: {
  places: readonly Place[]
  current: string
  label: string
}) {
  return (
    <nav className={css.rail} aria-label={props.label}>
      {props.places.map(({ to, words, icon, count }) => (
        <Link
          key={to}
          href={to}
          className={classes(css.tab, to === props.current && css.on)}
          aria-current={to === props.current ? 'page' : undefined}
        >
          {icon}
          {count !== undefined && <Count className={css.count} count={count} />}
          {words}
        </Link>
      ))}
    </nav>
  )
})

/** Groups are parted by a line: what one works in, then what one keeps in order. */
export const NavMenu = memo(function NavMenu(props: {
  groups: readonly (readonly Place[])[]
  current: string
  label: string
}) {
  return (
    <nav className={css.menu} aria-label={props.label}>
      {props.groups.map((places, index) => (
        <Fragment key={places[0]?.to ?? index}>
          {index > 0 && <div className={css.rule} />}
          {places.map(({ to, words, icon, count }) => (
            <Link
              key={to}
              href={to}
              className={classes(css.entry, to === props.current && css.on)}
              aria-current={to === props.current ? 'page' : undefined}
            >
              {icon}
              {words}
              {count !== undefined && <Count className={css.warn} count={count} />}
            </Link>
          ))}
        </Fragment>
      ))}
    </nav>
  )
})

// The place is the page's, the digits are their own: a bdi that is placed itself would stand at its own start.
function Count({ className, count }: { className: string | undefined; count: string }) {
  return (
    <span className={className}>
      <bdi>{count}</bdi>
    </span>
  )
}
