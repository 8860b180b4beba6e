// Which store a page shows. With one store there is nothing to choose and nothing is drawn.
import { Select } from '@mantine/core'
import { nameIn } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore, useOwnStores } from '../followed-stores.ts'

export function StorePick() {
  const say = useSay()
  const { locale } = useLook()
  const own = useOwnStores()
  const { store, choose } = useChosenStore()
  if (own.length < 2) return null
  return (
    <Select
      aria-label={say('officeParts.store')}
      value={store?.id ?? null}
      data={own.map(({ id, name }) => ({ value: id, label: nameIn(locale, name) }))}
      allowDeselect={false}
      onChange={(id) => id !== null && choose(id)}
    />
  )
}
