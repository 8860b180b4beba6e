// Where a CSV file is dropped or chosen. It reads the text and judges nothing.
import { Button, FileButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { classes } from '../../ui/classes.ts'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import css from './products.module.css'

export type FilePlaceProps = {
  icon: ReactNode
  onChoose(file: { name: string; csv: string }): void
}

export function FilePlace({ icon, onChoose }: FilePlaceProps) {
  const say = useSay()
  const [over, setOver] = useState(false)
  const take = async (file: File | null | undefined) => {
    if (file) onChoose({ name: file.name, csv: await file.text() })
  }
  return (
    <div
      className={classes(css.drop, over && css.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take(event.dataTransfer.files[0])
      }}
    >
      {icon}
      <span>{say('importing.drop')}</span>
      <FileButton accept=".csv,text/csv" onChange={(file) => void take(file)}>
        {(props) => (
          <Button variant="default" {...props}>
            {say('importing.choose')}
          </Button>
        )}
      </FileButton>
      <span className={parts.quiet}>{say('importing.columns')}</span>
      <bdi dir="ltr" className={parts.quiet}>
        sku, name_en, name_ar, category, barcode, unit, tracking, price
      </bdi>
    </div>
  )
}
