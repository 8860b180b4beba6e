// The frame around the four faces: language, direction, scheme, and the face that belongs to the address.
// It knows no network and no person; a face brings its own.
import { IconMapPinOff } from '@tabler/icons-react'
import { type ComponentType, lazy, Suspense } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { faces } from './faces.ts'
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

export function App({ settings }: { settings: Settings }) {
  return (
    <LookProvider initial={settings}>
      <Suspense fallback={<Skeletons shape="lines" count={8} />}>
        <Switch>
          {pages.map(({ path, Page }) => (
            <Route key={path} path={path} component={Page} />
          ))}
          <Route component={MissingPage} />
        </Switch>
      </Suspense>
      <UpdateOffer />
      <Toasts />
    </LookProvider>
  )
}

function MissingPage() {
  const say = useSay()
  const [, go] = useLocation()
  return (
    <main>
      <Empty
        icon={<IconMapPinOff size={40} stroke={1.6} aria-hidden />}
        title={say('missingPage.title')}
        detail={say('missingPage.kept')}
        action={{ words: say('missingPage.next'), onAct: () => go('/') }}
      />
    </main>
  )
}
