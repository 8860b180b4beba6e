// What a count came to, told only now that it is locked; after a hand-over also who has the drawer.
import { Button } from '@mantine/core'
import { Unsealed } from '../cash/unsealed.tsx'
import { SignOutWaits } from '../frame/sign-out-waits.tsx'
import { useSignOut } from '../frame/use-sign-out.ts'
import { classes } from '../ui/classes.ts'
import { Money } from '../ui/money.tsx'
import tint from '../ui/tint.module.css'
import { useSay } from '../words/index.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import type { Counted } from './use-drawer.ts'

export function DrawerOutcome({ counted }: { counted: Counted }) {
  const till = useTill()
  const say = useSay()
  const { currency } = till.shelf.shop
  const { takenBy, countedMinor, expectedMinor, varianceMinor } = counted
  const row = (words: string, amountMinor: number, signed = false) => (
    <div className={css.sum}>
      <span>{words}</span>
      <b>
        <Money amountMinor={amountMinor} currency={currency} signed={signed} />
      </b>
    </div>
  )
  const even = varianceMinor === 0
  return (
    <div className={css.form} role="status">
      <h3>
        {takenBy ? say('drawer.handedOver', { name: takenBy.name }) : say('sell.drawerClosedNow')}
      </h3>
      {row(say('sell.counted'), countedMinor)}
      {expectedMinor === null ? (
        <p className={css.note}>{say('drawer.tellsLater')}</p>
      ) : (
        <>
          {row(say('sell.expected'), expectedMinor)}
          <div className={classes(css.variance, even ? tint.live : tint.off)}>
            {row(say(even ? 'sell.noVariance' : 'sell.variance'), varianceMinor ?? 0, true)}
          </div>
        </>
      )}
      {till.may('tills.seal') && till.may('tills.sessions') && (
        <Unsealed storeId={till.terminal.storeId} terminalId={till.terminal.id} />
      )}
      {takenBy ? (
        <Leave name={takenBy.name} />
      ) : (
        <Button size="lg" autoFocus onClick={() => till.show({ sheet: null })}>
          {say('act.close')}
        </Button>
      )}
    </div>
  )
}

/** Whoever took the drawer signs in to sell; the giver leaves first. */
function Leave({ name }: { name: string }) {
  const { show } = useTill()
  const say = useSay()
  const { refused, signOut } = useSignOut()
  return (
    <>
      <p className={css.about}>{say('drawer.handedOverNext', { name })}</p>
      {refused && <SignOutWaits />}
      <Button size="lg" autoFocus onClick={signOut}>
        {say('drawer.signOut')}
      </Button>
      <Button variant="default" onClick={() => show({ sheet: null })}>
        {say('act.close')}
      </Button>
    </>
  )
}
