// Which price holds for a product, where, for whom, for how much and when: asked of the hub, which says for each price why it
// holds or does not.
import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { IconHelpCircle } from '@tabler/icons-react'
import { useLocation, useSearchParams } from 'wouter'
import { variants } from '#catalog/contract.ts'
import { priceLists, pricesExplain } from '#prices/contract.ts'
import type { Output } from '#shared/contract.ts'
import { useLink, useLive, useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Empty } from '../../ui/empty.tsx'
import { UnitPrice } from '../../ui/money.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { Listing } from '../parts/listing.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { questionOf, type QuestionDraft, emptyQuestion } from './explain-question.ts'
import { QuestionFields } from './question-fields.tsx'
import { useConsideredColumns } from './considered-columns.tsx'

type Explained = Output<typeof pricesExplain>
type Considered = Explained['considered'][number]

export function ExplainPage() {
  const say = useSay()
  const [, go] = useLocation()
  const [asks] = useSearchParams()
  const [first] = useOwnStores()
  const [typed, setDraft] = useState<QuestionDraft>({
    ...emptyQuestion,
    variantId: asks.get('product'),
  })
  const draft = { ...typed, storeId: typed.storeId ?? first?.id ?? null }
  const live = useLive().kind === 'live'
  const question = questionOf(draft)
  const asked = useExplained(live ? question : undefined)
  return (
    <OfficePage>
      <PageHead title={say('explaining.title')} note={say('explaining.note')}>
        <Button variant="default" onClick={() => go('/office/price-lists')}>
          {say('office.priceLists')}
        </Button>
      </PageHead>
      <QuestionFields draft={draft} onChange={setDraft} />
      {question && live ? (
        <Answer question={question} asked={asked} />
      ) : (
        <Empty
          icon={<IconHelpCircle size={40} stroke={1.6} aria-hidden />}
          title={say(live ? 'explaining.choose' : 'versions.needsLink')}
        />
      )}
    </OfficePage>
  )
}

type Question = NonNullable<ReturnType<typeof questionOf>>

function useExplained(question: Question | undefined) {
  const { call } = useLink()
  // The question is new at each drawing; what it asks is the same while its text is.
  const text = question && JSON.stringify(question)
  const ask = useCallback(
    () => call(pricesExplain, JSON.parse(text ?? '{}') as Question, askOptions),
    [call, text],
  )
  return useAsked(text === undefined ? null : ask)
}

function Answer(props: { question: Question; asked: ReturnType<typeof useExplained> }) {
  const { question, asked } = props
  const say = useSay()
  const unit = useRecord(variants, question.variantId)?.unit ?? 'C62'
  const columns = useConsideredColumns(unit)
  return (
    <>
      {asked.answer && <Winner explained={asked.answer} />}
      <Listing<Considered>
        label={say('explaining.considered')}
        name="considered-prices"
        columns={columns}
        rows={asked.answer?.considered}
        problem={asked.problem}
        onAgain={asked.again}
        idOf={({ price }) => price.id}
        nameOf={({ price }) => price.id}
        empty={{
          icon: <IconHelpCircle size={40} stroke={1.6} aria-hidden />,
          title: say('explaining.none'),
        }}
      />
    </>
  )
}

function Winner({ explained: { price } }: { explained: Explained }) {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const list = useRecord(priceLists, price?.listId ?? null)
  if (!price || !list) return <Panel title={say('explaining.noPrice')}>{null}</Panel>
  const detail = say('explaining.because', {
    list: nameIn(locale, list.name),
    number: numerals.count(price.version),
  })
  return (
    <Panel title={say('explaining.holds')} note={detail}>
      <strong data-testid="explained">
        <UnitPrice unitPriceCentiMinor={price.unitPriceCentiMinor} currency={list.currency} />
      </strong>
    </Panel>
  )
}
