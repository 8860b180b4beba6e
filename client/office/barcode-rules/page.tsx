// The rules by which codes the shops print themselves are read: labels of scales, and labels with a price in them.
import { IconBarcode } from '@tabler/icons-react'
import { barcodeRules, type BarcodeRule } from '#catalog/contract.ts'
import { isUnit, units } from '#shared/quantity.ts'
import { useRecords } from '../../link/react.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Code } from '../../ui/code.tsx'
import { useSay } from '../../words/index.ts'
import { figureColumn, textColumn } from '../parts/columns.tsx'
import { useOnceKnown } from '../parts/known.ts'
import type { ListColumn } from '../parts/listing.tsx'
import { OfficePage, PageHead } from '../parts/page-head.tsx'
import { RecordsList } from '../parts/records-page.tsx'
import { layoutOf } from './rule-draft.ts'
import { RuleSheet } from './rule-sheet.tsx'
import { TryCode } from './try-code.tsx'

export default function BarcodeRulesPage() {
  const say = useSay()
  const rules = useRecords(barcodeRules)
  return (
    <OfficePage>
      <RecordsList<BarcodeRule>
        title={say('office.barcodeRules')}
        name="barcode-rules"
        head={(button) => (
          <>
            <PageHead title={say('office.barcodeRules')} note={say('codeRules.note')}>
              {button}
            </PageHead>
            {rules.length > 0 && <TryCode rules={rules} />}
          </>
        )}
        icon={<IconBarcode size={40} stroke={1.6} aria-hidden />}
        add={say('codeRules.add')}
        none={say('codeRules.none')}
        noneDetail={say('codeRules.noneDetail')}
        columns={useColumns()}
        rows={useOnceKnown(rules)}
        idOf={({ id }) => id}
        nameOf={({ rule }) => rule.prefix}
        sheet={(row, close) => <RuleSheet rule={row} onClose={close} />}
      />
    </OfficePage>
  )
}

function useColumns(): readonly ListColumn<BarcodeRule>[] {
  const say = useSay()
  const { locale } = useLook()
  const numerals = useNumerals()
  const carries = ({ rule }: BarcodeRule) => say(`codeRules.values.${rule.value}`)
  const unitOf = ({ rule }: BarcodeRule) =>
    rule.value === 'quantity' && isUnit(rule.unit) ? units[rule.unit].symbol[locale] : null
  const code = (id: string, head: string, width: string, by: (row: BarcodeRule) => string) => ({
    ...textColumn<BarcodeRule>(id, head, width, by),
    cell: (row: BarcodeRule) => <Code>{by(row)}</Code>,
  })
  return [
    code('prefix', say('codeRules.prefix'), '130px', ({ rule }) => rule.prefix),
    code('layout', say('codeRules.layout'), 'minmax(220px, 1fr)', ({ rule }) => layoutOf(rule)),
    textColumn('value', say('codeRules.value'), 'minmax(120px, 1fr)', carries),
    textColumn('unit', say('codeRules.unit'), '110px', unitOf),
    {
      ...figureColumn<BarcodeRule>(
        'decimals',
        say('codeRules.decimals'),
        ({ rule }) => rule.decimals,
        numerals.count,
      ),
      width: '190px',
    },
  ]
}
