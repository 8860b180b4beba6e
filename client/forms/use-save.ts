// What every form of one act does: sends it, says in words what it did, and closes. What the hub had against it stays in `work`.
import { nameIn, type Names } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import { said } from './said.tsx'
import { useWork, type Work } from './work.ts'

type Act = () => Promise<unknown>
export type Saving = {
  readonly work: Work
  /** Says that the thing of this name is saved. */
  save(name: Names | string, act: Act): void
  /** Says what the act did, and of what. */
  act(done: string, act: Act, of?: string): void
}

export function useSave(onClose: () => void): Saving {
  const say = useSay()
  const { locale } = useLook()
  const work = useWork()
  const run = async (done: string, act: Act, of?: string) => {
    if (!(await work.run(act))) return
    said(done, of)
    onClose()
  }
  const named = (name: Names | string) => (typeof name === 'string' ? name : nameIn(locale, name))
  return {
    work,
    save: (name, act) => void run(say('officeParts.saved', { name: named(name) }), act),
    act: (done, act, of) => void run(done, act, of),
  }
}
