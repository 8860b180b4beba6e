// Undoes a price version: what held before it is published as a version of its own, which is shown next.
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { priceVersionsTakeBack, type PriceVersion } from '#prices/contract.ts'
import { Confirm } from '../../forms/confirm.tsx'
import { said } from '../../forms/said.tsx'
import { useWork } from '../../forms/work.ts'
import { useLink } from '../../link/react.ts'
import { useMay } from '../../link/rights.ts'
import { useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'

export function TakeBack({ version }: { version: PriceVersion }) {
  const say = useSay()
  const { call } = useLink()
  const [, go] = useLocation()
  const work = useWork()
  const may = useMay(priceVersionsTakeBack.needs)
  const [asks, setAsks] = useState(false)
  const number = useNumerals().count(version.number)
  if (!may) return null
  const run = async () => {
    const note = say('versions.takeBackNote', { number })
    const back = await call(priceVersionsTakeBack, { number: version.number, note })
    said(say('versions.tookBack', { number }))
    go(`/office/price-versions/${back.version.number}`)
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={20} stroke={1.8} aria-hidden />}
        onClick={() => setAsks(true)}
      >
        {say('versions.takeBack')}
      </Button>
      <Confirm
        opened={asks}
        title={say('versions.takeBackTitle', { number })}
        detail={say('versions.takeBackDetail')}
        words={say('versions.takeBack')}
        work={work}
        hurts={false}
        onAct={() => void work.run(run).then((agreed) => agreed && setAsks(false))}
        onClose={() => setAsks(false)}
      />
    </>
  )
}
