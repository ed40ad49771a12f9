import { BlockList, isIP, isIPv6 } from 'node:net'

/** Which proxies stand before the server: how many, or which addresses and networks they have. */
export type TrustedProxy = { hops: number } | { addresses: readonly string[] }

const mostHops = 10

/** Reads the setting: `1`, or `10.0.0.7, 10.1.0.0/16`; null for anything else. */
export function readTrustedProxy(text: string): TrustedProxy | null {
  if (/^\d+$/.test(text)) {
    const hops = Number(text)
    return hops >= 1 && hops <= mostHops ? { hops } : null
  }
  const addresses = text.split(',').map((one) => one.trim())
  return addresses.every((one) => networkOf(one) !== null) ? { addresses } : null
}

function networkOf(text: string): { address: string; bits: number | null } | null {
  const [address = '', bits, more] = text.split('/')
  const width = isIP(address) === 6 ? 128 : 32
  if (isIP(address) === 0 || more !== undefined) return null
  if (bits === undefined) return { address, bits: null }
  return /^\d{1,3}$/.test(bits) && Number(bits) <= width ? { address, bits: Number(bits) } : null
}

/**
 * Whose address a request counts for; of an IPv6 address the network of 64 bits, because whoever
 * has one has all the addresses in it. Without a trusted proxy it is the one that connects, whatever
 * headers say. With one, X-Forwarded-For is read from the right, because only what our own proxies
 * added is true: everything further left was written by the client.
 */
export function createClientAddress(trusted: TrustedProxy | null) {
  const isTrusted = trusted && 'addresses' in trusted ? among(trusted.addresses) : null

  const clientOf = (connected: string, forwardedFor: string | undefined): string => {
    const remote = plain(connected)
    if (!trusted || !forwardedFor) return remote
    const chain = [...forwardedFor.split(',').map(plain), remote]
    if ('hops' in trusted) {
      const asked = chain[Math.max(0, chain.length - 1 - trusted.hops)] ?? remote
      return isIP(asked) === 0 ? remote : asked
    }
    let client = remote
    for (const next of chain.reverse()) {
      if (isIP(next) === 0) break
      client = next
      if (!isTrusted?.(next)) break
    }
    return client
  }
  return (connected: string, forwardedFor: string | undefined): string =>
    holderOf(clientOf(connected, forwardedFor))
}

/** What belongs to one holder: an IPv4 address itself, of an IPv6 address its network of 64 bits. */
function holderOf(address: string): string {
  const bare = address.replace(/%.*$/, '')
  if (!isIPv6(bare)) return address
  // The one written form of an address: lower case, without zeros in front, IPv4 parts as hex.
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const [left, right] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array<string>(8 - (left?.length ?? 0) - (right?.length ?? 0)).fill('0')
  const groups = [...(left ?? []), ...zeros, ...(right ?? [])]
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return mappedOf(groups.slice(6))
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** The IPv4 address that the last two groups of an IPv6 address stand for. */
function mappedOf(groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

function among(addresses: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of addresses.map(networkOf)) {
    if (!network) continue
    const { address, bits } = network
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === null) list.addAddress(address, family)
    else list.addSubnet(address, bits, family)
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** Without port, brackets, or the IPv6 form of an IPv4 address. */
function plain(text: string): string {
  const address = text
    .trim()
    .replace(/^\[(.+)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  return /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address
}
