// The sheets of the till: one at a time, opened by a person, closed by Escape with nothing lost.
import { useEffect } from 'react'
import { unitDecimals } from '../look/units.ts'
import { QuantityPad } from '../ui/quantity-pad.tsx'
import { Sheet as Surface } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import { selectedLine } from './basket.ts'
import { BasketApproval } from './approval-strip.tsx'
import { CustomerSheet } from './customer-sheet.tsx'
import { DiscountSheet } from './discount-sheet.tsx'
import { DrawerSheet } from './drawer-sheet.tsx'
import { GiftCardSheet } from './gift-card-sheet.tsx'
import { KeysSheet } from './keys-sheet.tsx'
import { LotSheet } from './lot-sheet.tsx'
import { MoreSheet } from './more-sheet.tsx'
import { TillPrinter } from './printer-settings.tsx'
import { PackChoice } from './pack-choice.tsx'
import { PayingApproval } from './payment-back.tsx'
import { PersonSheet } from './person-sheet.tsx'
import { PriceSheet } from './price-sheet.tsx'
import { ReceiptsSheet } from './receipts-sheet.tsx'
import { ResumeSheet } from './resume-sheet.tsx'
import { ReturnSheet } from './return-sheet.tsx'
import { TermsSheet } from './terms-sheet.tsx'
import { type Sheet, type Till, useTill } from './till-state.ts'
import { VoidSheet } from './void-sheet.tsx'

const titles = {
  keys: 'sell.keysTitle',
  customer: 'till.customer',
  discount: 'till.discount',
  resume: 'till.resume',
  more: 'till.more',
  printer: 'print.title',
  lot: 'line.lot',
  drawer: 'sell.drawer',
  person: 'switchOver.title',
  return: 'till.return',
  quantity: 'line.quantity',
  approval: 'ask.title',
  'paying-approval': 'ask.title',
  'gift-card': 'value.title',
  receipts: 'undoing.title',
  weigh: 'line.quantity',
  times: 'line.quantity',
  price: 'price.title',
  terms: 'basket.terms',
  void: 'void.title',
} as const satisfies Record<Sheet['kind'], string>

export function Sheets() {
  const till = useTill()
  const say = useSay()
  const { sheet } = till.screen
  useFirstFocus(sheet)
  return (
    <Surface
      opened={sheet !== null}
      onClose={() => till.show({ sheet: null })}
      title={sheet ? say(titles[sheet.kind]) : ''}
    >
      {sheet && <Content sheet={sheet} till={till} />}
    </Surface>
  )
}

/** A sheet that follows another finds the surface open: what wants the focus first still gets it. */
function useFirstFocus(sheet: Sheet | null): void {
  const kind = sheet?.kind ?? null
  useEffect(() => {
    if (kind === null) return
    document.querySelector<HTMLElement>('[role="dialog"] [data-autofocus]')?.focus()
  }, [kind])
}

function Content({ sheet, till }: { sheet: Sheet; till: Till }) {
  switch (sheet.kind) {
    case 'keys':
      return <KeysSheet />
    case 'customer':
      return <CustomerSheet />
    case 'discount':
      return <DiscountSheet whole={sheet.whole ?? false} />
    case 'price':
      return <PriceSheet />
    case 'terms':
      return <TermsSheet />
    case 'void':
      return <VoidSheet taking={{ lineId: sheet.lineId, less: sheet.less ?? null }} />
    case 'resume':
      return <ResumeSheet />
    case 'printer':
      return <TillPrinter />
    case 'more':
      return <MoreSheet />
    case 'lot':
      return <LotSheet />
    case 'person':
      return <PersonSheet />
    case 'drawer':
      return <DrawerSheet />
    case 'return':
      return <ReturnSheet key={sheet.receipt} receipt={sheet.receipt} />
    case 'gift-card':
      return <GiftCardSheet />
    case 'receipts':
      return <ReceiptsSheet />
    case 'paying-approval':
      return <PayingApproval of={sheet.of} />
    case 'approval':
      return <BasketApproval of={sheet.of} />
    case 'quantity':
    case 'weigh':
    case 'times':
      return <Quantity sheet={sheet} till={till} />
  }
}

function Quantity({ sheet, till }: { sheet: Sheet; till: Till }) {
  const line = selectedLine(till.basket)
  if (sheet.kind === 'weigh') {
    const { picked } = sheet
    return (
      <QuantityPad
        quantityMilli={0}
        unit={picked.variant.unit}
        onSet={(milli) => till.pickGoods(picked, milli)}
      />
    )
  }
  if (sheet.kind === 'times') {
    return (
      <QuantityPad
        quantityMilli={1000}
        unit="C62"
        onSet={(timesMilli) => till.show({ timesMilli, sheet: null })}
      />
    )
  }
  if (!line) return null
  const packed = line.packMilli !== 1000
  const unit = packed ? 'C62' : (till.shelf.variant(line.variantId)?.unit ?? 'C62')
  return (
    <>
      <PackChoice line={line} />
      <QuantityPad
        key={line.packMilli}
        quantityMilli={Math.abs(line.quantityMilli / line.packMilli) * 1000}
        unit={unit}
        onSet={(milli) => {
          // Pieces and packs are whole; what a scale says has three decimals.
          const whole = unitDecimals(unit) === 0 ? Math.round(milli / 1000) * 1000 : milli
          till.show({ sheet: null })
          till.setQuantity(line.id, packed ? (whole / 1000) * line.packMilli : whole)
        }}
      />
    </>
  )
}
