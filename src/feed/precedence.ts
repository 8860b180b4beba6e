// The order of what is said on one connection where some of it takes time: what was said later waits
// for it. It starts nothing by itself and catches nothing.
export class Precedence {
  #underWay: Promise<void> | null = null

  /** Runs work that everything said later waits for, after what was begun before. It must not reject. */
  first(work: () => Promise<void>): void {
    const before = this.#underWay ?? Promise.resolve()
    const underWay = before.then(work).then(() => {
      if (this.#underWay === underWay) this.#underWay = null
    })
    this.#underWay = underWay
  }

  /** Runs work at once, or when nothing that goes first is under way any more. */
  after(work: () => void): void {
    if (this.#underWay) void this.#underWay.then(work)
    else work()
  }
}
