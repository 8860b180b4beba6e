// The back office: the status bar, the menu of what this person may do, and the page of the address. A page is fetched
// when it is first opened, and one that may not be used is not in the menu.
import { Drawer } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { IconLock } from '@tabler/icons-react'
import { includesPermission } from '#users/rules.ts'
import { HubBar } from '../frame/hub-bar.tsx'
import { usePermissions } from '../link/rights.ts'
import { Empty } from '../ui/empty.tsx'
import { NavMenu, type Place } from '../ui/navigation.tsx'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import { useFollowedStores } from './followed-stores.ts'
import css from './page.module.css'
import { MenuContext } from './parts/page-head.tsx'
import { officePlaces, type OfficePlace } from './places.tsx'

type Loaded = OfficePlace & { Page: ComponentType }
const pages: readonly Loaded[] = officePlaces.map((place) => ({ ...place, Page: lazy(place.load) }))

export default function OfficeFace() {
  const say = useSay()
  const [menu, setMenu] = useState(false)
  const [path] = useLocation()
  const allowed = useAllowed()
  const entries = useEntries(allowed)
  const openMenu = useCallback(() => setMenu(true), [])
  const current = allowed.find(({ to }) => path.startsWith(to))?.to ?? ''
  useFollowedStores()
  const menuOf = <NavMenu groups={entries} current={current} label={say('face.office')} />
  return (
    <MenuContext value={openMenu}>
      <div className={css.office}>
        <HubBar />
        <div className={css.body}>
          <div className={css.menu}>{menuOf}</div>
          <Suspense fallback={<Waiting />}>
            <Switch>
              {allowed.map(({ to, Page }) => (
                <Route key={to} path={`${to}/*?`} component={Page} />
              ))}
              <Route>{allowed[0] ? <Redirect to={allowed[0].to} replace /> : <Nothing />}</Route>
            </Switch>
          </Suspense>
        </div>
      </div>
      <Drawer
        opened={menu}
        onClose={() => setMenu(false)}
        position="left"
        size={260}
        title={say('face.office')}
        closeButtonProps={{ 'aria-label': say('act.close'), size: 44 }}
        onClick={(event) => {
          if ((event.target as Element).closest('a')) setMenu(false)
        }}
      >
        {menuOf}
      </Drawer>
    </MenuContext>
  )
}

function useAllowed(): readonly Loaded[] {
  const held = usePermissions()
  return useMemo(() => pages.filter(({ needs }) => includesPermission(held, needs)), [held])
}

function useEntries(allowed: readonly Loaded[]): readonly (readonly Place[])[] {
  const say = useSay()
  return useMemo(() => {
    const entry = ({ to, name, icon }: Loaded): Place => ({
      to,
      words: say(`office.${name}`),
      icon,
    })
    const groups = [1, 2].map((group) =>
      allowed.filter((place) => place.group === group).map(entry),
    )
    return groups.filter((group) => group.length > 0)
  }, [allowed, say])
}

function Waiting() {
  return (
    <main className={css.waiting}>
      <Skeletons shape="lines" count={8} />
    </main>
  )
}

function Nothing() {
  const say = useSay()
  return (
    <main className={css.waiting}>
      <Empty
        icon={<IconLock size={40} stroke={1.6} aria-hidden />}
        isPage
        title={say('officeParts.nothingAllowed')}
        detail={say('officeParts.askForRights')}
      />
    </main>
  )
}
