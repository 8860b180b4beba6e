// Whose X-Forwarded-* headers are believed: the proxies of TRUSTED_PROXIES, written as addresses, as
// networks, or by the three names that stand for private networks. HTTP and both sockets ask here.
import { BlockList, isIP } from 'node:net'

/** What a name stands for (RFC 1918, RFC 3927, RFC 4193, RFC 4291). */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Whether an address is one of these proxies; nothing that is no address is. Throws for what is none of the three. */
export function proxiesOf(written: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const each of written.flatMap((name) => named[name] ?? [name])) {
    const [address = '', prefix] = each.split('/')
    if (prefix === undefined) list.addAddress(address, family(address))
    else list.addSubnet(address, Number(prefix), family(address))
  }
  return (address) => isIP(address) !== 0 && list.check(address, family(address))
}
