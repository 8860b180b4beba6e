// Long work in slices: between two of them the page paints and hears keys. It decides when to pause, never what to do.

/** Half a frame, so that the frame in which a slice falls can still be painted. */
const SLICE_MS = 8

/** Makes the pauses of one piece of work; begins with a fresh slice. */
export class Turns {
  #beganMs = performance.now()

  /** Resolves at once while the slice lasts, else in a later turn of the event loop. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#beganMs < SLICE_MS) return
    await nextTurn()
    this.#beganMs = performance.now()
  }
}

// A timer would wait four milliseconds each time, which is half as long as the work between two.
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
