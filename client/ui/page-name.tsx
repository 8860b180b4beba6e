// What a page is called where nobody needs to read it: whoever listens to the page hears it first.
import css from './text.module.css'

export function PageName({ words }: { words: string }) {
  return <h1 className={css.unseen}>{words}</h1>
}
