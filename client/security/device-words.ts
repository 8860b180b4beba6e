// What a device says of itself (its User-Agent) as people say it: a browser and a system. What it does not know stays as it is.

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Headless)?(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]
const LONGEST = 60

export type DeviceSaid = { browser: string; system: string } | { text: string }

export function deviceSaid(device: string): DeviceSaid {
  const named = (known: typeof browsers) => known.find(([pattern]) => pattern.test(device))?.[1]
  const browser = named(browsers)
  const system = named(systems)
  return browser && system ? { browser, system } : { text: device.slice(0, LONGEST) }
}
