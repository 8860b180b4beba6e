// The frame around the four faces: the link, language and direction, and the face that belongs to the address,
// the person and the device. A face that may not be shown here is never drawn, not even for a moment.
import { useMediaQuery } from '@mantine/hooks'
import { IconMapPinOff } from '@tabler/icons-react'
import { type ComponentType, lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { stores } from '#stores/contract.ts'
import css from './app.module.css'
import { faces } from './faces.ts'
import { IdleLock } from './frame/idle-lock.ts'
import { PersonalLook } from './frame/personal-look.tsx'
import { PinAgainSheet } from './frame/pin-again.tsx'
import { StepUpSheet } from './frame/step-up.tsx'
import { type Touches, TouchesContext } from './frame/touches.ts'
import { type Standing, wayTo } from './frame/ways.ts'
import type { Link } from './link/link.ts'
import { LinkContext, useDevice, useRecord, useSession, useWatched } from './link/react.ts'
import { LookProvider } from './look/look.tsx'
import type { Settings } from './look/settings.ts'
import { Empty } from './ui/empty.tsx'
import { Skeletons } from './ui/skeletons.tsx'
import { Toasts } from './ui/toasts.tsx'
import { UpdateOffer } from './ui/update-offer.tsx'
import { useSay } from './words/index.ts'

const pages: { path: string; Page: ComponentType }[] = faces.map(({ path, load }) => ({
  path,
  Page: lazy(load),
}))

/** Whatever the address: who is not here any more leaves nothing to look at. */
const LockedPage = lazy(() => import('./sign-in/locked.tsx'))

type AppProps = { settings: Settings; link: Link; touches: Touches }

export function App({ settings, link, touches }: AppProps) {
  return (
    <LinkContext value={link}>
      <TouchesContext value={touches}>
        <Frame settings={settings} link={link} />
      </TouchesContext>
    </LinkContext>
  )
}

function Frame({ settings, link }: { settings: Settings; link: Link }) {
  const storeId = useWatched(link.store.home)
  const store = useRecord(stores, storeId)
  return (
    <LookProvider initial={settings} {...(store ? { timeZone: store.timeZone } : {})}>
      <PersonalLook />
      <div className={css.frame}>
        <UpdateOffer />
        <div className={css.face}>
          <Suspense fallback={<Skeletons shape="lines" count={8} />}>
            <FaceOfAddress />
          </Suspense>
        </div>
      </div>
      <StepUpSheet />
      <PinAgainSheet />
      <IdleLock />
      <Placed />
    </LookProvider>
  )
}

function FaceOfAddress() {
  const session = useSession()
  return session.kind === 'signed-in' && session.locked ? <LockedPage /> : <Face />
}

function Face() {
  const session = useSession()
  const { terminal } = useDevice()
  const [path] = useLocation()
  const standing: Standing = {
    permissions: session.kind === 'signed-in' ? session.permissions : null,
    terminal: terminal?.kind ?? null,
    mustEnrol: session.kind === 'signed-in' && session.mustEnrol,
  }
  const way = wayTo(path, standing)
  // Whoever is asked to sign in goes on afterwards where they wanted to go.
  const asked: unknown = history.state
  const wanted = typeof asked === 'string' ? wayTo(asked, standing) : way
  if (way !== path) {
    return <Redirect to={path === '/sign-in' ? wanted : way} replace state={path} />
  }
  return (
    <Switch>
      {pages.map((page) => (
        <Route key={page.path} path={page.path} component={page.Page} />
      ))}
      <Route component={MissingPage} />
    </Switch>
  )
}

/** On the till toasts start where the basket ends and keep clear of Pay. */
function Placed() {
  const [path] = useLocation()
  const wide = useMediaQuery('(min-width: 75em)')
  if (!path.startsWith('/till')) return <Toasts />
  return wide ? <Toasts insetStart={468} /> : <Toasts insetFoot={190} />
}

function MissingPage() {
  const say = useSay()
  const [, go] = useLocation()
  return (
    <main>
      <Empty
        icon={<IconMapPinOff size={40} stroke={1.6} aria-hidden />}
        isPage
        title={say('missingPage.title')}
        detail={say('missingPage.kept')}
        action={{ words: say('missingPage.next'), onAct: () => go('/') }}
      />
    </main>
  )
}
