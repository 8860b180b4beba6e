// Who buys: searched at the hub, because customers are not copied to tills. Without a link a sale goes on without one.
import { Button, UnstyledButton } from '@mantine/core'
import { IconCloudOff, IconUserOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type Customer, customersSearch } from '#customers/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { Code } from '../ui/code.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { SearchField } from '../ui/fields.tsx'
import { Initials } from '../ui/icon-disc.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import type { Buyer } from './basket.ts'
import { useNews } from './news.tsx'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import { useLatest } from './use-latest.ts'

const PAUSE_MS = 200

export function CustomerSheet() {
  const till = useTill()
  const say = useSay()
  const [text, setText] = useState('')
  const { found, of, problem } = useCustomers(text)
  const problemWords = useProblemWords()
  const news = useNews()
  const choose = (customer: Customer | null) => {
    till.act({ do: 'customer', customer: customer && buyerOf(customer) })
    till.show({ sheet: null })
    if (customer && hasTerms(customer)) news.said(say('basket.termsApply', { name: customer.name }))
    else if (hasTerms(till.basket.customer)) news.said(say('basket.termsGone'))
  }
  const takeBest = useBest(text, of === text ? found : null, choose)
  if (!till.live) {
    return (
      <Empty
        icon={<IconCloudOff size={36} stroke={1.6} aria-hidden />}
        title={say('sell.customersNeedLink')}
        detail={say('sell.customersNeedLinkDetail')}
      />
    )
  }
  return (
    <div className={css.form}>
      <SearchField
        first
        label={say('sell.customerSearch')}
        value={text}
        onChange={setText}
        onEnter={takeBest}
      />
      {till.basket.customer && (
        <Button
          variant="default"
          leftSection={<IconUserOff size={20} stroke={1.8} aria-hidden />}
          onClick={() => choose(null)}
        >
          {say('sell.withoutCustomer')}
        </Button>
      )}
      {problem && (
        <Failure
          happened={problemWords(problem.body, problem.answered)}
          kept={say('sell.basketKept')}
          next={say('sell.customersNeedLinkDetail')}
        />
      )}
      {!found && !problem && <Skeletons shape="lines" count={4} />}
      {found?.length === 0 && <Empty icon={null} title={say('sell.nobodyFound')} />}
      <div className={css.list}>
        {found?.map((customer) => (
          <Found key={customer.id} customer={customer} onChoose={choose} />
        ))}
      </div>
    </div>
  )
}

/** Enter takes the best match of what is typed, as soon as it is found, and nobody who was found by less. */
function useBest(
  text: string,
  found: readonly Customer[] | null,
  choose: (customer: Customer) => void,
): () => void {
  const [asked, setAsked] = useState('')
  const take = useLatest(choose)
  const best = asked !== '' && asked === text ? found?.[0] : undefined
  useEffect(() => {
    if (best) take(best)
  }, [best, take])
  return () => setAsked(text.trim() === '' ? '' : text)
}

const hasTerms = (buyer: Buyer | null) =>
  buyer !== null && (buyer.groupId !== null || buyer.taxPositionId !== null)

/** What a basket keeps of a customer. */
function buyerOf({ id, name, phone, taxNumber, groupId, taxPositionId }: Customer): Buyer {
  return { id, name, phone, taxNumber, groupId, taxPositionId }
}

function Found(props: { customer: Customer; onChoose(customer: Customer): void }) {
  const { customer, onChoose } = props
  return (
    <UnstyledButton className={css.choice} onClick={() => onChoose(customer)}>
      <Initials name={customer.name} />
      <span className={css.choiceWords}>
        <bdi>{customer.name}</bdi>
        {customer.phone !== null && <Code>{customer.phone}</Code>}
      </span>
    </UnstyledButton>
  )
}

function useCustomers(text: string) {
  const { link } = useTill()
  const [found, setFound] = useState<readonly Customer[] | null>(null)
  /** The text that they were found by. */
  const [of, setOf] = useState('')
  const [problem, setProblem] = useState<CallProblem | null>(null)
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      const wanted = text.trim()
      const input = wanted === '' ? { limit: 20 } : { text: wanted, limit: 20 }
      link
        .call(customersSearch, input, { attempts: 2 })
        .then((page) => {
          if (!current) return
          setFound(page.rows.filter(({ archived }) => !archived))
          setOf(text)
          setProblem(null)
        })
        .catch((error: unknown) => {
          if (!(error instanceof CallProblem)) throw error
          if (current) setProblem(error)
        })
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [link, text])
  return { found, of, problem }
}
