// When the hub wants to be shown once more who asks: the calls that met it wait here for the one answer of the person. Where
// nobody shows the question the answer is no.
import { Watched } from './watched.ts'

export class StepUp {
  /** Whether the person is to be asked. */
  readonly asked = new Watched(false)
  #shown = 0
  #waiting: ((proved: boolean) => void)[] = []

  /** Says that the question is shown as long as the answer is not called. */
  show(): () => void {
    this.#shown += 1
    return () => {
      this.#shown -= 1
      if (this.#shown === 0) this.settle(false)
    }
  }

  /** Resolves when the person has shown who they are (true) or would not (false). */
  ask(): Promise<boolean> {
    if (this.#shown === 0) return Promise.resolve(false)
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.asked.set(true)
    })
  }

  settle(proved: boolean): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.asked.set(false)
    for (const resolve of waiting) resolve(proved)
  }
}
