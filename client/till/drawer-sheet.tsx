// The drawer: opened with a float, money put in or taken out for a reason, handed over, closed with a count. What it
// should hold is never asked for nor said before the count is locked; the difference is told after it.
import { ActionIcon, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { PaperPrinter } from '../cash/print-report.tsx'
import { Unsealed } from '../cash/unsealed.tsx'
import { XReport } from '../cash/x-report.tsx'
import { Failure } from '../ui/failure.tsx'
import { Flip } from '../ui/flip.tsx'
import { useSay } from '../words/index.ts'
import { IconArrowLeft } from '@tabler/icons-react'
import { AmountForm } from './drawer-amount.tsx'
import type { OpenDrawer } from './drawer.ts'
import drawerCss from './drawer.module.css'
import { DrawerForm } from './drawer-form.tsx'
import { HandOver } from './drawer-hand-over.tsx'
import { DrawerMenu, type Task } from './drawer-menu.tsx'
import { DrawerOutcome } from './drawer-outcome.tsx'
import { PiecesForm } from './drawer-pieces.tsx'
import { usePrintPaper } from './drawer-print.ts'
import { usualReasons } from './drawer-reason.tsx'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import { type DrawerActs, useDrawer } from './use-drawer.ts'

export function DrawerSheet() {
  return (
    <PaperPrinter value={usePrintPaper()}>
      <Content />
    </PaperPrinter>
  )
}

function Content() {
  const { drawer } = useTill()
  const say = useSay()
  const [task, setTask] = useState<Task | null>(null)
  const acts = useDrawer()
  if (acts.counted) return <DrawerOutcome counted={acts.counted} />
  const isCounting = drawer !== null && (drawer.counting || acts.recount === 'count')
  return (
    <div className={css.form}>
      {drawer && task !== null && !isCounting && acts.recount === null && (
        <Head task={task} onBack={() => setTask(null)} />
      )}
      {acts.problem !== null && (
        <Failure
          happened={acts.problem}
          kept={say('sell.drawerAsBefore')}
          next={say('sell.nextAgain')}
        />
      )}
      {!drawer && <OpenForm acts={acts} />}
      {drawer && isCounting && <CountForm acts={acts} second />}
      {drawer && !isCounting && task === null && <DrawerMenu onChoose={setTask} />}
      {drawer && !isCounting && task !== null && <Doing {...{ task, drawer, acts }} />}
      {(!drawer || task === 'report') && <WaitingForZ />}
    </div>
  )
}

/** Sessions of this till that are counted and have no Z yet, where the person may seal them. */
function WaitingForZ() {
  const { may, terminal } = useTill()
  if (!may('tills.seal') || !may('tills.sessions')) return null
  return <Unsealed storeId={terminal.storeId} terminalId={terminal.id} />
}

function Head({ task, onBack }: { task: Task; onBack(): void }) {
  const say = useSay()
  return (
    <div className={drawerCss.title}>
      <ActionIcon aria-label={say('act.back')} onClick={onBack}>
        <Flip>
          <IconArrowLeft size={20} stroke={1.8} aria-hidden />
        </Flip>
      </ActionIcon>
      <h3>{say(`drawer.task.${task}`)}</h3>
    </div>
  )
}

type DoingProps = { readonly task: Task; readonly drawer: OpenDrawer; readonly acts: DrawerActs }

function Doing({ task, drawer, acts }: DoingProps) {
  const { shelf, terminal } = useTill()
  const say = useSay()
  switch (task) {
    case 'close':
      return <CountForm acts={acts} second={false} />
    case 'hand-over':
      return <HandOver drawer={drawer} acts={acts} />
    case 'no-sale':
      return <NoSale acts={acts} />
    case 'report':
      return <XReport storeId={terminal.storeId} cashSessionId={drawer.id} />
    case 'pay-in':
    case 'pay-out':
    case 'drop':
    case 'loan':
      return (
        <AmountForm
          about={say(`drawer.about.${task}`)}
          words={say(`drawer.act.${task}`)}
          currency={shelf.shop.currency}
          busy={acts.busy}
          reasons={usualReasons[task]}
          onDone={(amountMinor, reason) => acts.move(task, amountMinor, reason)}
        />
      )
  }
}

function OpenForm({ acts }: { acts: DrawerActs }) {
  const { shelf } = useTill()
  const say = useSay()
  const [by, setBy] = useState<'sum' | 'pieces'>('sum')
  const same = {
    words: say('sell.openDrawer'),
    currency: shelf.shop.currency,
    busy: acts.busy,
  }
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={say('sell.floatDetail')}
        value={by}
        onChange={(value) => setBy(value === 'pieces' ? 'pieces' : 'sum')}
        data={[
          { value: 'sum', label: say('drawer.asSum') },
          { value: 'pieces', label: say('drawer.byPieces') },
        ]}
      />
      {by === 'sum' ? (
        <AmountForm
          {...same}
          about={say('sell.floatDetail')}
          reasons={null}
          onDone={(countedMinor) => acts.open({ denominations: [], countedMinor }, false)}
        />
      ) : (
        <PiecesForm
          {...same}
          about={say('drawer.piecesAbout')}
          onDone={(count) => acts.open(count, true)}
        />
      )}
    </>
  )
}

function CountForm({ acts, second }: { acts: DrawerActs; second: boolean }) {
  const { shelf, basket } = useTill()
  const say = useSay()
  return (
    <>
      {second && (
        <p className={css.note} role="status">
          {say('drawer.countOnce')}
        </p>
      )}
      {basket.lines.length > 0 && <p className={css.note}>{say('drawer.basketStays')}</p>}
      <PiecesForm
        key={second ? 'second' : 'first'}
        about={`${say('drawer.piecesAbout')} ${say('drawer.blind')}`}
        words={say('drawer.lockNow')}
        currency={shelf.shop.currency}
        busy={acts.busy}
        onDone={acts.count}
      />
    </>
  )
}

function NoSale({ acts }: { acts: DrawerActs }) {
  const say = useSay()
  const [reason, setReason] = useState('')
  return (
    <DrawerForm
      about={say('drawer.noSaleAbout')}
      words={say('drawer.act.no-sale')}
      busy={acts.busy}
      isSaid
      why={{ usual: usualReasons['no-sale'], reason }}
      onReason={setReason}
      onDone={() => acts.noSale(reason.trim())}
    />
  )
}
