// The hint of a function key on its button; it vanishes on devices that have no keyboard.
import { classes } from './classes.ts'
import css from './text.module.css'

export function Kbd({ children, onAccent = false }: { children: string; onAccent?: boolean }) {
  return (
    <kbd aria-hidden="true" className={classes(css.kbd, onAccent && css.onAccent)}>
      {children}
    </kbd>
  )
}
