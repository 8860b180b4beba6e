// One price version: its prices on one side, and beside them its roll-out till by till as it happens.
import { Button } from '@mantine/core'
import { IconVersions } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useLocation } from 'wouter'
import { priceVersions, priceVersionsGet, type PriceVersion } from '#prices/contract.ts'
import { useLink, useLive, useRecord } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { askOptions, useAsked } from '../../link/asked.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { Charges } from './charges.tsx'
import { RolloutPanel } from './rollout-panel.tsx'
import { TakeBack } from './take-back.tsx'
import { useRollout } from './use-rollout.ts'
import { VersionPrices } from './version-prices.tsx'
import css from './versions.module.css'

export function VersionPage({ number }: { number: number }) {
  const say = useSay()
  const numerals = useNumerals()
  const [, go] = useLocation()
  const { call } = useLink()
  const live = useLive().kind === 'live'
  const kept = useRecord(priceVersions, String(number))
  const ask = useCallback(() => call(priceVersionsGet, { number }, askOptions), [call, number])
  const asked = useAsked(live ? ask : null)
  const version = kept ?? asked.answer?.version
  const back = () => go('/office/price-versions')
  return (
    <OfficePage>
      <PageHead title={say('versions.title', { number: numerals.count(number) })}>
        {version && <TakeBack version={version} />}
        <Button variant="default" onClick={back}>
          {say('versions.all')}
        </Button>
      </PageHead>
      <ProblemNote problem={asked.problem} onAgain={asked.again} />
      {version ? (
        <Whole
          version={version}
          prices={asked.answer && [...asked.answer.prices, ...asked.answer.ended]}
          waiting={!live}
        />
      ) : asked.problem || !live ? (
        <Empty
          icon={<IconVersions size={40} stroke={1.6} aria-hidden />}
          title={say(live ? 'versions.unknown' : 'versions.needsLink')}
          action={{ words: say('versions.all'), onAct: back }}
        />
      ) : (
        <Skeletons shape="lines" count={8} />
      )}
    </OfficePage>
  )
}

type WholeProps = {
  version: PriceVersion
  prices: Parameters<typeof VersionPrices>[0]['prices']
  /** What is not replicated cannot be asked for now. */
  waiting: boolean
}

function Whole({ version, prices, waiting }: WholeProps) {
  const tills = useRollout(version)
  const [chosen, setChosen] = useState<string | null>(null)
  const variantId = chosen ?? prices?.[0]?.variantId ?? null
  return (
    <div className={css.version}>
      <div className={css.beside}>
        <RolloutPanel version={version} tills={tills} />
        <Charges version={version} tills={tills} variantId={variantId} onVariant={setChosen} />
      </div>
      <VersionPrices version={version} prices={prices} waiting={waiting} onLook={setChosen} />
    </div>
  )
}
