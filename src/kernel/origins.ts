// Which pages may speak for somebody who sits at a browser: our own, and those of ALLOWED_ORIGINS. It
// looks at what the browser says of itself; who asks, and what they may, is decided elsewhere.

type Asked = {
  /** The headers `origin` and `host`, and whether the browser spoke over TLS. */
  readonly origin: string | undefined
  readonly host: string | undefined
  readonly isSecure: boolean
}

/**
 * Whether a request comes from one of our pages. Devices and programs name no origin; a browser always
 * does when it opens a socket or changes something, and no page can keep it from that.
 */
export function comesFromUs(
  { origin, host, isSecure }: Asked,
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  if (page.origin !== origin) return false
  // A page that came without TLS may be anybody's on the way.
  if (isSecure && page.protocol !== 'https:') return false
  return page.host === host
}
