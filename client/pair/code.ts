// A pairing code as people type it: in capitals, without the spaces and dashes they read it with.

/** The code as the hub made it; a whole pairing address gives the code at its end. */
export function tidyCode(text: string): string {
  const last = text.trim().split('/').at(-1) ?? ''
  return last
    .replaceAll(/[^0-9a-z]/gi, '')
    .toUpperCase()
    .slice(0, 32)
}
