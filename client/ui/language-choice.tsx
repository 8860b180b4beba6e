// The two languages, each written in itself, so that nobody has to read the other one to change it.
import { SegmentedControl } from '@mantine/core'
import { useLook } from '../look/look.tsx'
import { useSay } from '../words/index.ts'

export function LanguageChoice() {
  const { locale, change } = useLook()
  const say = useSay()
  return (
    <SegmentedControl
      aria-label={say('look.language')}
      value={locale}
      onChange={(value) => change({ locale: value === 'ar' ? 'ar' : 'en' })}
      data={[
        { value: 'ar', label: 'العربية' },
        { value: 'en', label: 'English' },
      ]}
    />
  )
}
