// The actions of the till, the same by touch and by key.
import { useNews } from './news.tsx'
import type { Till } from './till-state.ts'
import { useSay } from '../words/index.ts'

export function useActions(till: Till) {
  const say = useSay()
  const news = useNews()
  const { basket, show, parking, live } = till
  const open = (kind: 'customer' | 'more' | 'keys' | 'drawer' | 'terms') => () =>
    show({ sheet: { kind } })
  const lastLine = () => {
    const last = basket.lines.at(-1)
    if (!last) {
      news.refused(say('sell.chooseLine'))
      return false
    }
    if (basket.selectedId === null) till.act({ do: 'select', id: last.id })
    return true
  }
  return {
    customer: open('customer'),
    more: open('more'),
    keys: open('keys'),
    drawer: open('drawer'),
    return: () => show({ sheet: { kind: 'return', receipt: '' } }),
    terms: open('terms'),
    discount: () => {
      if (lastLine()) show({ sheet: { kind: 'discount' } })
    },
    'basket-discount': () => {
      if (lastLine()) show({ sheet: { kind: 'discount', whole: true } })
    },
    price: () => {
      if (lastLine()) show({ sheet: { kind: 'price' } })
    },
    void: () => {
      if (basket.lines.length === 0) return void news.refused(say('void.nothing'))
      show({ sheet: { kind: 'void', lineId: null } })
    },
    park: () => {
      if (!parking.park()) return void news.refused(say('sell.nothingToPark'))
      news.said(say('sell.parkedNow'), say(live ? 'aside.parkedAll' : 'aside.parkedLater'))
    },
    resume: () => {
      if (parking.list.length === 0) return void news.refused(say('aside.nothing'))
      show({ sheet: { kind: 'resume' } })
    },
  }
}
