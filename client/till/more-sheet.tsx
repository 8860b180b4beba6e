// The rest: the drawer, the keys, how this device looks and sounds, and who works at it.
import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import {
  IconCashRegister,
  IconGiftCard,
  IconKeyboard,
  IconLogout,
  IconPrinter,
  IconReceipt,
  IconReceiptRefund,
  IconTrash,
  IconUserDollar,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLook } from '../look/look.tsx'
import { play } from '../look/sounds.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { useSay } from '../words/index.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import { SignOutWaits } from '../frame/sign-out-waits.tsx'
import { useSignOut } from '../frame/use-sign-out.ts'

const icon = { size: 20, stroke: 1.8, 'aria-hidden': true } as const
const volumes = ['0', '0.3', '0.6', '1'] as const

export function MoreSheet() {
  const till = useTill()
  const say = useSay()
  const open =
    (kind: 'person' | 'drawer' | 'keys' | 'printer' | 'gift-card' | 'receipts' | 'terms') => () =>
      till.show({ sheet: { kind } })
  return (
    <div className={css.form}>
      <Entry
        icon={<IconCashRegister {...icon} />}
        words={say(till.drawer ? 'sell.drawer' : 'sell.openDrawer')}
        onOpen={open('drawer')}
      />
      <Entry
        icon={<IconReceiptRefund {...icon} />}
        words={say('till.return')}
        onOpen={() => till.show({ sheet: { kind: 'return', receipt: '' } })}
      />
      <Entry
        icon={<IconGiftCard {...icon} />}
        words={say('value.open')}
        onOpen={open('gift-card')}
      />
      <Entry
        icon={<IconReceipt {...icon} />}
        words={say('undoing.open')}
        onOpen={open('receipts')}
      />
      <Entry
        icon={<IconUserDollar {...icon} />}
        words={say('basket.terms')}
        hint="S"
        onOpen={open('terms')}
      />
      {till.basket.lines.length > 0 && (
        <Entry
          icon={<IconTrash {...icon} />}
          words={say('void.whole')}
          onOpen={() => till.show({ sheet: { kind: 'void', lineId: null } })}
        />
      )}
      <Entry
        icon={<IconKeyboard {...icon} />}
        words={say('sell.keysTitle')}
        onOpen={open('keys')}
      />
      <Entry icon={<IconPrinter {...icon} />} words={say('print.title')} onOpen={open('printer')} />
      <LookChoices />
      <Entry
        icon={<IconUsers {...icon} />}
        words={say('switchOver.act')}
        hint="Ctrl L"
        onOpen={open('person')}
      />
      <SignOut />
    </div>
  )
}

type EntryProps = { icon: ReactNode; words: string; hint?: string; onOpen(): void }

function Entry({ icon: mark, words, hint, onOpen }: EntryProps) {
  return (
    <Button
      variant="default"
      justify="flex-start"
      leftSection={mark}
      {...(hint === undefined ? {} : { rightSection: <Kbd>{hint}</Kbd> })}
      onClick={onOpen}
    >
      {words}
    </Button>
  )
}

function LookChoices() {
  const say = useSay()
  const { locale, digits, volume, change } = useLook()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const near = volumes.reduce((best, each) =>
    Math.abs(Number(each) - volume) < Math.abs(Number(best) - volume) ? each : best,
  )
  return (
    <>
      <Labelled words={say('look.language')}>
        <LanguageChoice />
      </Labelled>
      {locale === 'ar' && (
        <Labelled words={say('look.digits')}>
          <SegmentedControl
            aria-label={say('look.digits')}
            value={digits}
            onChange={(value) => change({ digits: value === 'arab' ? 'arab' : 'latn' })}
            data={[
              { value: 'arab', label: say('look.arabic') },
              { value: 'latn', label: say('look.western') },
            ]}
          />
        </Labelled>
      )}
      <Labelled words={say('look.scheme')}>
        <SegmentedControl
          aria-label={say('look.scheme')}
          value={colorScheme}
          onChange={(value) =>
            setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')
          }
          data={[
            { value: 'light', label: say('look.light') },
            { value: 'dark', label: say('look.dark') },
            { value: 'auto', label: say('look.auto') },
          ]}
        />
      </Labelled>
      <Labelled words={say('look.sound')}>
        <SegmentedControl
          aria-label={say('look.sound')}
          value={near}
          onChange={(value) => {
            change({ volume: Number(value) })
            play('found', Number(value))
          }}
          data={volumes.map((value, i) => ({
            value,
            label: say(`sell.volume${i as 0 | 1 | 2 | 3}`),
          }))}
        />
      </Labelled>
    </>
  )
}

function SignOut() {
  const { person } = useTill()
  const say = useSay()
  const { refused, signOut } = useSignOut()
  return (
    <>
      <Button
        variant="default"
        justify="flex-start"
        leftSection={<IconLogout {...icon} />}
        onClick={signOut}
      >
        {say('sell.signOut', { person: person.name })}
      </Button>
      {refused && <SignOutWaits />}
    </>
  )
}
