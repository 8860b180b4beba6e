// The till as it is laid out, and the two things that reach it from anywhere: the scanner and the keyboard.
import { useEffect, useRef } from 'react'
import { notifications } from '@mantine/notifications'
import { IconDots, IconSearch, IconShoppingCart } from '@tabler/icons-react'
import { HubBar } from '../frame/hub-bar.tsx'
import { useTouches } from '../frame/touches.ts'
import { useLook } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { FootTabs } from '../ui/navigation.tsx'
import { PageName } from '../ui/page-name.tsx'
import { listenForScans } from '../ui/scan-listener.ts'
import { useSay } from '../words/index.ts'
import { ActionsZone } from './actions-zone.tsx'
import { BasketZone } from './basket-zone.tsx'
import { DoneView } from './done-view.tsx'
import { FindZone } from './find-zone.tsx'
import { PayFoot } from './pay-foot.tsx'
import { PaymentView } from './payment-view.tsx'
import css from './page.module.css'
import { offerScan } from './scan-taker.ts'
import { Sheets } from './sheets.tsx'
import { isInHand, type Screen, type Tab, type Till, TillContext } from './till-state.ts'
import { Troubles } from './troubles.tsx'
import { useKeys } from './use-keys.ts'
import { type TillParts, useTillParts } from './use-till.ts'

export function TillScreen(parts: TillParts) {
  const till = useTillParts(parts)
  const { mode, tab } = till.screen
  const say = useSay()
  useScans(till)
  useKeys(till)
  useInHand(till.screen)
  // What was said about the basket must not cover what is due, the change, or what is asked in a sheet.
  const covered = mode !== 'sell' || till.screen.sheet !== null
  useEffect(() => {
    if (covered) notifications.clean()
  }, [covered])
  return (
    <TillContext value={till}>
      <div className={css.till}>
        <HubBar {...(till.drawer?.number ? { session: till.drawer.number } : {})} />
        <Troubles />
        {mode === 'sell' && (
          <main className={classes(css.zones, css[`tab-${tab}`])}>
            <PageName words={say('face.till')} />
            <BasketZone />
            <FindZone />
            <ActionsZone />
          </main>
        )}
        {mode === 'sell' && <Foot till={till} />}
        {mode === 'pay' && <PaymentView />}
        {mode === 'done' && <DoneView />}
        <Sheets />
      </div>
    </TillContext>
  )
}

function Foot({ till }: { till: Till }) {
  const say = useSay()
  const { numerals } = useLook()
  const icon = { size: 24, stroke: 1.8, 'aria-hidden': true } as const
  const held = till.parking.list.length
  const parked = held > 0 ? { count: numerals.count(held) } : {}
  return (
    <div className={css.foot}>
      <PayFoot />
      <FootTabs
        label={say('face.till')}
        chosen={till.screen.tab}
        onChoose={(tab) => till.show({ tab: tab as Tab })}
        places={[
          { to: 'basket', words: say('till.basket'), icon: <IconShoppingCart {...icon} /> },
          { to: 'find', words: say('till.find'), icon: <IconSearch {...icon} /> },
          { to: 'more', words: say('till.more'), icon: <IconDots {...icon} />, ...parked },
        ]}
      />
    </div>
  )
}

/** A till does not lock by itself under the hands of who takes money or counts it. */
function useInHand(screen: Screen): void {
  const touches = useTouches()
  const inHand = isInHand(screen)
  useEffect(() => {
    touches.hold(inHand)
    return () => touches.hold(false)
  }, [touches, inHand])
}

/** A burst from the scanner is taken wherever the focus is, also from payment: the goods go into the basket. */
function useScans(till: Till): void {
  const latest = useRef(till)
  useEffect(() => {
    latest.current = till
  })
  useEffect(
    () =>
      listenForScans(window, (code) => {
        const { screen, show, scan } = latest.current
        if (screen.busy || offerScan(code)) return
        if (screen.mode !== 'sell') show({ mode: 'sell', failure: null })
        scan(code)
      }),
    [],
  )
}
