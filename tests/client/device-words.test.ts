// What a device says of itself, as people say it.
import t from 'tap'
import { deviceSaid } from '../../client/security/device-words.ts'

const on = 'AppleWebKit/537.36 (KHTML, like Gecko)'

t.test('a browser and its system are named, the most particular first', async (t) => {
  const said = [
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${on} Chrome/141.0 Safari/537.36 Edg/141.0`,
      'Edge',
      'Windows',
    ],
    [
      `Mozilla/5.0 (Linux; Android 15; SM-A155F) ${on} Chrome/140.0 Mobile Safari/537.36`,
      'Chrome',
      'Android',
    ],
    [`Mozilla/5.0 (X11; CrOS x86_64) ${on} Chrome/140.0 Safari/537.36`, 'Chrome', 'ChromeOS'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
      'Safari',
      'iOS',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Firefox/140.0', 'Firefox', 'macOS'],
  ] as const
  for (const [device, browser, system] of said) t.same(deviceSaid(device), { browser, system })
})

t.test('what is unknown stays as it is, no longer than a line', async (t) => {
  t.same(deviceSaid('curl/8.9'), { text: 'curl/8.9' })
  t.same(deviceSaid(''), { text: '' })
  t.same(deviceSaid('x'.repeat(200)), { text: 'x'.repeat(60) })
})
