// How this till prints: by the browser or by a device of its own, which model it is, how wide, whether the drawer
// opens, and a page to try it with. What is chosen holds for this device at once.
import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconCashRegister, IconPlugConnected, IconPrinter } from '@tabler/icons-react'
import type { Id } from '#shared/ids.ts'
import { useNumerals } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { CheckField } from '../ui/fields.tsx'
import { Labelled } from '../ui/labelled.tsx'
import tint from '../ui/tint.module.css'
import { useSay } from '../words/index.ts'
import type { Setting } from './press.ts'
import {
  bothLanguages,
  type PrinterSettings,
  type PrinterWay,
  speeds,
  ways,
  widths,
} from './printer-settings.ts'
import css from './printer.module.css'
import { printerProfiles, profileOf } from './profiles.ts'
import { testPaper } from './slip-paper.ts'
import type { Standing, Station } from './station.ts'
import { usePrinter } from './use-printer.ts'

const icon = { size: 20, stroke: 1.8, 'aria-hidden': true } as const

type Props = { readonly terminalId: Id; readonly setting: Setting; readonly at: () => string }

export function PrinterSheet({ terminalId, setting, at }: Props) {
  const say = useSay()
  const { station, settings, standing, print } = usePrinter(terminalId)
  const isDevice = settings.way !== 'browser'
  return (
    <div className={css.form}>
      <Labelled words={say('print.how')}>
        <SegmentedControl
          fullWidth
          aria-label={say('print.how')}
          value={settings.way}
          onChange={(value) => station.change({ way: value as PrinterWay })}
          data={ways.map((value) => ({ value, label: say(`print.${value}`) }))}
        />
      </Labelled>
      {isDevice && <Standings standing={standing} />}
      {isDevice && <DeviceChoices station={station} settings={settings} />}
      <CheckField
        label={say('print.second')}
        value={bothLanguages(settings, setting.shop.locale)}
        onChange={(both) => station.change({ bothLanguages: both })}
      />
      <Button
        variant="default"
        leftSection={<IconPrinter {...icon} />}
        loading={standing.kind === 'printing'}
        onClick={() => print({ paper: testPaper(at(), setting), kick: false })}
      >
        {say('print.test')}
      </Button>
      {station.isDirect && (
        <Button
          variant="default"
          leftSection={<IconCashRegister {...icon} />}
          onClick={() => void station.kick()}
        >
          {say('print.openDrawer')}
        </Button>
      )}
    </div>
  )
}

function DeviceChoices({ station, settings }: { station: Station; settings: PrinterSettings }) {
  const say = useSay()
  const numerals = useNumerals()
  const { profileId, dots, way, device, speed, kick } = settings
  const model = profileOf(profileId)
  return (
    <>
      <Button
        variant={device ? 'default' : 'filled'}
        leftSection={<IconPlugConnected {...icon} />}
        onClick={() => void station.choose()}
      >
        {say(device ? 'print.chooseAgain' : 'print.choose')}
      </Button>
      <Select
        label={say('print.model')}
        searchable
        allowDeselect={false}
        value={model.id}
        data={printerProfiles.map((each) => ({ value: each.id, label: nameOf(each) }))}
        onChange={(value) => value !== null && station.change({ profileId: value, dots: null })}
      />
      <Select
        label={say('print.width')}
        allowDeselect={false}
        value={dots === null ? 'model' : String(dots)}
        data={[
          { value: 'model', label: say('print.asModel', { dots: model.dots }) },
          ...widths.map((each) => ({
            value: String(each),
            label: say('print.dots', { dots: each }),
          })),
        ]}
        onChange={(value) => station.change({ dots: value === 'model' ? null : Number(value) })}
      />
      {way === 'serial' && (
        <Select
          label={say('print.speed')}
          allowDeselect={false}
          value={String(speed)}
          data={speeds.map((each) => ({ value: String(each), label: numerals.count(each) }))}
          onChange={(value) => station.change({ speed: Number(value) })}
        />
      )}
      <CheckField
        label={say('print.kick')}
        value={kick}
        onChange={(opens) => station.change({ kick: opens })}
      />
    </>
  )
}

const nameOf = ({ vendor, model }: { vendor: string; model: string }) => `${vendor} ${model}`

function Standings({ standing }: { standing: Standing }) {
  const say = useSay()
  if (standing.kind === 'none')
    return <p className={classes(css.standing, css.none)}>{say('print.none')}</p>
  const name = standing.name === '' ? say('print.thePrinter') : standing.name
  if (standing.kind === 'failed') {
    return (
      <p className={classes(css.standing, tint.off)} role="alert">
        {say(`print.${standing.trouble}`)}
      </p>
    )
  }
  const words = {
    ready: say('print.ready', { name }),
    away: say('print.away', { name }),
    printing: say('print.printing'),
  }[standing.kind]
  return (
    <p
      className={classes(css.standing, standing.kind === 'away' ? tint.off : tint.live)}
      role="status"
    >
      {words}
    </p>
  )
}
