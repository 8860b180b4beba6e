// How each kind of matter in the inbox is said: the fact in bold, one sentence of consequence, and where it is done.
import {
  IconAlertOctagon,
  IconBasketMinus,
  IconCalendarExclamation,
  IconCloudOff,
  IconPackage,
  IconTrendingDown,
  IconUserX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { Lot } from '#stock/contract.ts'
import { stores } from '#stores/contract.ts'
import { people } from '#users/contract.ts'
import { useLink } from '../link/react.ts'
import type { Store } from '../link/store.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import type { Tone } from '../ui/tone.ts'
import { useSay } from '../words/index.ts'
import { memberNames } from './fleet-panel.tsx'
import type { InboxRow } from './inbox.ts'

type Matter = { tone: Tone; icon: ReactNode; title: ReactNode; detail: ReactNode; to: string }
type Of<K extends InboxRow['kind']> = Extract<InboxRow, { kind: K }>
type Speech = ReturnType<typeof useSpeech>

/** What a row of the inbox says and where its button goes. */
export function useMatter(row: InboxRow): Matter {
  const speech = useSpeech()
  switch (row.kind) {
    case 'exception':
      return exceptionMatter(row, speech)
    case 'void':
      return voidMatter(row, speech)
    case 'let-in':
      return letInMatter(row, speech)
    case 'waiting':
      return waitingMatter(row, speech)
    case 'held':
      return heldMatter(row, speech)
    case 'expired':
    case 'expiring':
      return expiryMatter(row, speech)
    case 'low':
      return lowMatter(row, speech)
  }
}

/** The words, figures and names a matter is said with. */
function useSpeech() {
  const say = useSay()
  const { locale, numerals } = useLook()
  const { store } = useLink()
  const left = (milli: number, variantId: Id) => {
    const unitCode = store.record(variants, variantId)?.unit ?? 'C62'
    const { figure, unit } = numerals.quantity(milli, unitCode, 'short')
    return unit ? `${figure}\u00A0${unit}` : figure
  }
  const goods = (variantId: Id) => {
    const names = goodsNames(store, variantId)
    return names ? nameIn(locale, names) : ''
  }
  const shop = (storeId: Id) => {
    const record = store.record(stores, storeId)
    return record ? nameIn(locale, record.name) : ''
  }
  const money = (amountMinor: number, storeId: Id) => {
    const currency = store.record(stores, storeId)?.currency
    return currency ? numerals.money(amountMinor, currency) : ''
  }
  const person = (personId: Id) => store.record(people, personId)?.name ?? ''
  return { say, locale, numerals, left, goods, shop, money, person }
}

function goodsNames(store: Store, variantId: Id) {
  const variant = store.record(variants, variantId)
  const product = variant && store.record(products, variant.productId)
  return product && fullName(product, variant)
}

const icon = { size: 22, stroke: 1.8 } as const
const known = [
  'stock-short',
  'lot-expired',
  'lot-blocked',
  'price-mismatch',
  'session-closed',
  'approval-required',
  'approval-void',
] as const

function exceptionMatter({ heard }: Of<'exception'>, { say, shop }: Speech): Matter {
  const { sale, storeId } = heard
  const what = told(sale.exceptions, say)
  return {
    tone: 'bad',
    icon: <IconTrendingDown {...icon} />,
    title: (
      <>
        {say('board.exception')} <Code>{sale.receipt}</Code>
      </>
    ),
    detail: say('board.exceptionDetail', { what, store: shop(storeId) }),
    to: `/office/sales/${storeId}/${sale.saleId}`,
  }
}

function told(codes: readonly string[], say: Speech['say']): string {
  const words = codes.map((code) => {
    if (code === 'not-permitted') return say('board.notPermitted')
    const slug = known.find((each) => each === code)
    return slug ? say(`problem.${slug}`) : code
  })
  return words.join(' · ')
}

function voidMatter({ heard }: Of<'void'>, { say, shop, money, person }: Speech): Matter {
  const { taken, storeId } = heard
  const amount = money(taken.amountMinor, storeId)
  return {
    tone: 'bad',
    icon: <IconBasketMinus {...icon} />,
    title: say('board.takenOut', { amount, name: person(taken.personId) }),
    detail: say('board.exceptionDetail', {
      what: told(taken.exceptions, say),
      store: shop(storeId),
    }),
    to: '/office/audit',
  }
}

function letInMatter({ heard }: Of<'let-in'>, { say, shop, person }: Speech): Matter {
  const { letIn, storeId } = heard
  return {
    tone: 'bad',
    icon: <IconUserX {...icon} />,
    title: say('board.letIn', { name: person(letIn.personId) }),
    detail: say('board.letInDetail', { store: shop(storeId) }),
    to: '/office/audit',
  }
}

function waitingMatter({ member }: Of<'waiting'>, { say, locale }: Speech): Matter {
  const name = nameIn(locale, memberNames(member))
  return {
    tone: 'off',
    icon: <IconCloudOff {...icon} />,
    title: say('board.waiting', { name, count: member.queued }),
    detail: say('board.waitingDetail'),
    to: '/dashboard/fleet',
  }
}

const heldWord = ({ status }: Lot) => (status === 'available' ? 'on-hold' : status)

function heldMatter({ lot, leftMilli }: Of<'held'>, { say, goods, left }: Speech): Matter {
  const { variantId } = lot
  return {
    tone: lot.status === 'recalled' ? 'bad' : 'off',
    icon: <IconAlertOctagon {...icon} />,
    title: (
      <>
        {say(`scan.lot.${heldWord(lot)}`)}: {say('line.lot')} <Code>{lot.code}</Code>
      </>
    ),
    detail: say('board.heldDetail', { name: goods(variantId), left: left(leftMilli, variantId) }),
    to: '/office/stock',
  }
}

function expiryMatter(row: Of<'expired' | 'expiring'>, speech: Speech): Matter {
  const { say, numerals, goods, left } = speech
  const { lot, leftMilli } = row.worst
  const { variantId, expiryOn } = lot
  return {
    tone: row.kind === 'expired' ? 'bad' : 'off',
    icon: <IconCalendarExclamation {...icon} />,
    title: say(`board.${row.kind}`, { count: row.lots }),
    detail: say('board.expiringDetail', {
      name: goods(variantId),
      left: left(leftMilli, variantId),
      date: expiryOn === null ? '' : numerals.date(expiryOn),
    }),
    to: '/office/stock',
  }
}

function lowMatter(row: Of<'low'>, { say, goods, left, shop }: Speech): Matter {
  const { variant, storeId, leftMilli } = row.worst
  return {
    tone: 'plain',
    icon: <IconPackage {...icon} />,
    title: say('board.low', { count: row.products }),
    detail: say('board.lowDetail', {
      name: goods(variant.id),
      left: left(leftMilli, variant.id),
      store: shop(storeId),
    }),
    to: '/office/products',
  }
}
