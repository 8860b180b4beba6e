// Every key of the till, as the keyboard itself knows them.
import { useSay } from '../words/index.ts'
import { keyList } from './keys.ts'
import css from './sheets.module.css'

export function KeysSheet() {
  const say = useSay()
  return (
    <dl className={css.keys}>
      {keyList.map(({ keys, what }) => (
        <div key={what}>
          <dt dir="ltr">
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{say(`keys.${what}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
