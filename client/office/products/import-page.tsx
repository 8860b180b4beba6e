// Products from a CSV file: chosen or dropped, tried first, every row's fate shown, and applied only when asked. Nothing is
// written by the trial.
import { Button } from '@mantine/core'
import { IconCheck, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { type PriceList } from '#prices/contract.ts'
import { productsImport } from '#prices/import-contract.ts'
import type { Output } from '#shared/contract.ts'
import { useLink } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { said } from '../../forms/said.tsx'
import { useWork } from '../../forms/work.ts'
import { FilePlace } from './file-place.tsx'
import { FateTable } from './fate-table.tsx'
import { fates } from './import-fates.ts'

type Chosen = { name: string; csv: string }
type Tried = Output<typeof productsImport>

export type ImportPageProps = { lists: readonly PriceList[]; list: PriceList | null }

export function ImportPage({ lists, list }: ImportPageProps) {
  const say = useSay()
  const { locale } = useLook()
  const [, go] = useLocation()
  const [listId, setListId] = useState(list?.id ?? null)
  const into = listId ?? list?.id ?? null
  const { work, file, tried, ask } = useTrial()
  const counts = fates(tried?.rows ?? [])
  const apply = async () => {
    if (!file || !(await ask(file, false, into))) return
    said(say('importing.applied', { count: counts.written }), file.name)
    go('/office/products')
  }
  return (
    <OfficePage>
      <PageHead title={say('importing.title')} {...(file ? { note: file.name } : {})}>
        <Button variant="default" onClick={() => go('/office/products')}>
          {say('act.back')}
        </Button>
        {tried && (
          <Button
            leftSection={<IconCheck size={20} stroke={1.8} aria-hidden />}
            loading={work.doing}
            disabled={counts.refuse > 0 || counts.written === 0}
            onClick={() => void apply()}
          >
            {say('importing.apply', { count: counts.written })}
          </Button>
        )}
      </PageHead>
      <div className={parts.filters}>
        <SelectField
          label={say('importing.into')}
          value={into}
          options={lists.map((each) => ({
            value: each.id,
            label: `${nameIn(locale, each.name)}, ${each.currency}`,
          }))}
          onChange={(id) => {
            setListId(id)
            if (file) void ask(file, true, id)
          }}
        />
      </div>
      <FilePlace
        icon={
          file ? (
            <IconFileSpreadsheet size={32} aria-hidden />
          ) : (
            <IconUpload size={32} aria-hidden />
          )
        }
        onChoose={(chosen) => void ask(chosen, true, into)}
      />
      <ProblemNote problem={work.problem} kept={say('importing.kept')} />
      {work.doing && !tried && <Skeletons shape="rows" count={8} />}
      {tried && <FateTable rows={tried.rows} />}
    </OfficePage>
  )
}

// The file as it was chosen and what the hub said of it last.
function useTrial() {
  const { call } = useLink()
  const work = useWork()
  const [file, setFile] = useState<Chosen | null>(null)
  const [tried, setTried] = useState<Tried | null>(null)
  const ask = (chosen: Chosen, dryRun: boolean, listId: string | null) => {
    if (chosen !== file) setTried(null)
    setFile(chosen)
    return work.run(async () => {
      if (listId === null) return
      setTried(await call(productsImport, { csv: chosen.csv, listId, dryRun }))
    })
  }
  return { work, file, tried, ask }
}
