// The gift card that is being sold or loaded: found by its code, or opened at the hub with a new one, and its line in
// the basket.
import { useState } from 'react'
import { newId, type Id } from '#shared/ids.ts'
import { type StoredValueAccount, storedValueFind } from '#stored-value/contract.ts'
import { tidyCode } from '#stored-value/rules.ts'
import { CallProblem } from '../link/problem.ts'
import { useLook } from '../look/look.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { giftLine } from './gift-card.ts'
import type { Issued } from './paying.ts'
import { openValue } from './stored-value.ts'
import { type Till, useTill } from './till-state.ts'

/** What a code is of: a card, nobody's yet, something else, or too short to be one. */
type Read =
  | { readonly kind: 'card'; readonly account: StoredValueAccount }
  | { readonly kind: 'fresh' | 'other' | 'short' }

export function useGiftCard() {
  const till = useTill()
  const say = useSay()
  const problemWords = useProblemWords()
  const { numerals } = useLook()
  const [code, setCode] = useState('')
  const [read, setRead] = useState<Read | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const run = (act: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    act()
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        setProblem(error)
      })
      .finally(() => setBusy(false))
  }
  return {
    code,
    setCode,
    busy,
    known: read?.kind === 'card' ? read.account : null,
    said: problem ? problemWords(problem.body, problem.answered) : read && saidOf(read),
    lookUp: (text: string) => {
      setCode(text)
      run(async () => setRead(await readCode(till, text)))
    },
    take: (variantId: Id, amountMinor: number) =>
      run(async () => {
        const now: Read = code.trim() === '' ? { kind: 'fresh' } : await readCode(till, code)
        setRead(now)
        if (now.kind === 'other' || now.kind === 'short') return
        putIn(till, await cardFor(till, now, code), variantId, amountMinor)
      }),
  }

  function saidOf(now: Read): string {
    if (now.kind === 'card') {
      const { balanceMinor, currency } = now.account
      return say('value.known', { amount: numerals.money(balanceMinor, currency) })
    }
    if (now.kind === 'fresh') return say('value.fresh')
    return say(now.kind === 'other' ? 'value.notACard' : 'paying.unknownCode')
  }
}

async function readCode({ link, shelf }: Till, text: string): Promise<Read> {
  const code = tidyCode(text)
  if (code === undefined) return { kind: 'short' }
  try {
    const account = await link.call(storedValueFind, { code }, { attempts: 2 })
    const fits = account.kind === 'gift-card' && account.currency === shelf.shop.currency
    return fits ? { kind: 'card', account } : { kind: 'other' }
  } catch (error) {
    if (error instanceof CallProblem && error.slug === 'not-found') return { kind: 'fresh' }
    throw error
  }
}

async function cardFor({ link, shelf }: Till, read: Read, text: string): Promise<Issued> {
  if (read.kind === 'card') {
    const { id, kind, last4, customerId, balanceMinor } = read.account
    return { id, kind, last4, customerId, balanceMinor, code: null }
  }
  const { id: storeId, currency } = shelf.shop
  const code = text.trim() === '' ? null : (tidyCode(text) ?? null)
  return await openValue(link, { storeId, currency, customerId: null, kind: 'gift-card', code })
}

function putIn({ desk, act, show }: Till, card: Issued, variantId: Id, amountMinor: number): void {
  const others = desk.state.value.issued.filter(({ id }) => id !== card.id)
  desk.change({ issued: [...others, card] })
  const of = { id: newId(Date.now()), variantId, accountId: card.id }
  act({ do: 'add', line: giftLine(of, amountMinor) })
  show({ sheet: null, tab: 'basket' })
}
