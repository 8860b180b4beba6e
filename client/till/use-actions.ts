// The actions of the till, the same by touch and by key.
import { useNews } from './news.tsx'
import { isEmpty } from './basket.ts'
import type { Till } from './till-state.ts'
import { useSay } from '../words/index.ts'

export function useActions(till: Till) {
  const say = useSay()
  const news = useNews()
  const { desk, basket, show, held } = till
  const open = (kind: 'customer' | 'more' | 'keys' | 'drawer') => () => show({ sheet: { kind } })
  return {
    customer: open('customer'),
    more: open('more'),
    keys: open('keys'),
    drawer: open('drawer'),
    return: () => show({ sheet: { kind: 'return', receipt: '' } }),
    discount: () => {
      if (basket.selectedId === null) {
        const last = basket.lines.at(-1)
        if (!last) return void news.refused(say('sell.chooseLine'))
        till.act({ do: 'select', id: last.id })
      }
      show({ sheet: { kind: 'discount' } })
    },
    park: () => {
      if (isEmpty(basket)) return void news.refused(say('sell.nothingToPark'))
      desk.park(new Date().toISOString(), till.person.name)
      news.said(say('sell.parkedNow'), say('sell.parkedHere'))
    },
    resume: () => {
      if (held.parked.length === 0) return void news.refused(say('sell.noneParked'))
      show({ sheet: { kind: 'resume' } })
    },
  }
}
