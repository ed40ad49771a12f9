import { expect, test } from 'vitest'
import { createClientAddress, readTrustedProxy } from '#server/platform/client-address.server.ts'

const proxy = '10.0.0.7'
const forged = '203.0.113.66'
const client = '198.51.100.4'

function addressBehind(setting: string | null, connected: string, header?: string): string {
  return createClientAddress(setting === null ? null : readTrustedProxy(setting))(connected, header)
}

test('without a trusted proxy no header changes whose address counts', () => {
  expect(addressBehind(null, client, forged)).toBe(client)
  expect(addressBehind(null, client, '127.0.0.1')).toBe(client)
  expect(addressBehind(null, '::ffff:198.51.100.4')).toBe(client)
})

test('behind one proxy it is what that proxy added; what the client wrote before it is not believed', () => {
  expect(addressBehind('1', proxy, client)).toBe(client)
  expect(addressBehind('1', proxy, `${forged}, ${client}`)).toBe(client)
  expect(addressBehind('2', proxy, `${forged}, ${client}, 10.0.0.8`)).toBe(client)
  expect(addressBehind('1', proxy)).toBe(proxy)
  expect(addressBehind('1', proxy, 'unknown')).toBe(proxy)
})

test('named proxies are passed over from the right, also as a network; nobody else is believed', () => {
  const named = `${proxy}, 10.1.0.0/16`
  expect(addressBehind(named, proxy, `${forged}, ${client}`)).toBe(client)
  expect(addressBehind(named, proxy, `${forged}, ${client}, 10.1.2.3`)).toBe(client)
  expect(addressBehind(named, forged, client)).toBe(forged)
  expect(addressBehind(named, `::ffff:${proxy}`, client)).toBe(client)
  expect(addressBehind('::1', '::1', '2001:db8::5')).toBe('2001:db8:0:0::/64')
  expect(addressBehind(named, proxy, '10.1.0.1')).toBe('10.1.0.1')
})

test('ports and brackets that some proxies add are no part of the address', () => {
  expect(addressBehind('1', proxy, `${client}:51234`)).toBe(client)
  expect(addressBehind('1', proxy, '[2001:db8::5]:443')).toBe('2001:db8:0:0::/64')
})

test('whoever has one IPv6 address has all of its network: they count as one', () => {
  const one = addressBehind(null, '2001:db8:a:b::1')
  expect(addressBehind(null, '2001:0DB8:a:b:ffff:0:1:2')).toBe(one)
  expect(addressBehind('1', proxy, '[2001:db8:a:b:9::7]:443')).toBe(one)
  expect(addressBehind(null, '2001:db8:a:c::1')).not.toBe(one)
  expect(addressBehind(null, 'fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(addressBehind(null, '2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  // An IPv4 address keeps being one, however it is written.
  expect(addressBehind(null, '::ffff:198.51.100.4')).toBe(client)
  expect(addressBehind(null, '::ffff:c633:6404')).toBe(client)
})

test.each(['0', '11', 'yes', '10.0.0', '10.0.0.0/33', '10.0.0.1,', '10.0.0.0/8/8', '::/129', ''])(
  'the setting %o is refused',
  (setting) => expect(readTrustedProxy(setting)).toBeNull(),
)
