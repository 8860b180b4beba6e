// What every form that saves one thing does: sends it, says by its name that it is saved, and closes.
import { nameIn, type Names } from '../../look/locale.ts'
import { useLook } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'
import { said } from './said.tsx'
import { useWork, type Work } from './work.ts'

export type Saving = {
  readonly work: Work
  /** Closes when the hub agreed; what it had against it stays in `work`. */
  save(name: Names, act: () => Promise<unknown>): void
}

export function useSave(onClose: () => void): Saving {
  const say = useSay()
  const { locale } = useLook()
  const work = useWork()
  const run = async (name: Names, act: () => Promise<unknown>) => {
    if (!(await work.run(act))) return
    said(say('officeParts.saved', { name: nameIn(locale, name) }))
    onClose()
  }
  return { work, save: (name, act) => void run(name, act) }
}
