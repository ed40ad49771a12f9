import { expect, test } from 'vitest'
import { isLoopback, readConfig } from '#server/platform/config.server.ts'

function faults(env: Record<string, string>): string[] {
  const read = readConfig(env)
  return read.ok ? [] : read.faults
}

test('without any setting the product is this machine’s own, on port 3000', () => {
  expect(readConfig({})).toEqual({
    ok: true,
    config: {
      port: 3000,
      origin: 'http://localhost:3000',
      loopback: true,
      hosts: ['127.0.0.1', '::1'],
      trustedProxy: null,
      secure: false,
      dataDir: './data',
      logLevel: 'info',
      seedPeople: 0,
      limitsOff: false,
      closingMs: 10_000,
      mail: null,
      securityContact: null,
    },
  })
})

test('a setting left empty is a setting not made, and what is not ours is ignored', () => {
  expect(readConfig({ PORT: '', ORIGIN: '', HOME: '/root', NODE_ENV: 'x' })).toEqual(readConfig({}))
})

test.each([
  [{ PORT: 'three' }, 'PORT must be a whole number from 1 to 65535.'],
  [{ PORT: '0' }, 'PORT must be a whole number from 1 to 65535.'],
  [{ PORT: '65536' }, 'PORT must be a whole number from 1 to 65535.'],
  [{ PORT: '-1' }, 'PORT must be a whole number from 1 to 65535.'],
  [{ PORT: '3000.5' }, 'PORT must be a whole number from 1 to 65535.'],
  [{ PORT: '3e3' }, 'PORT must be a whole number from 1 to 65535.'],
  [{ ORIGIN: 'localhost:3000' }, /^ORIGIN must be the address people open/],
  [{ ORIGIN: 'https://a.example/path' }, /^ORIGIN must be/],
  [{ ORIGIN: 'https://a.example/?q' }, /^ORIGIN must be/],
  [{ ORIGIN: 'https://user@a.example' }, /^ORIGIN must be/],
  [{ ORIGIN: 'ftp://a.example' }, /^ORIGIN must be/],
  [{ ORIGIN: 'javascript:alert(1)' }, /^ORIGIN must be/],
  [{ ORIGIN: 'https://A.example' }, /^ORIGIN must be/],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be debug, info, warn, error or silent.'],
  [{ HOST: 'my.machine' }, /^HOST must be an IP address/],
  [{ TRUSTED_PROXY: 'nginx' }, /^TRUSTED_PROXY must be the number of proxies/],
  [{ SMTP_URL: 'https://mail.example', MAIL_FROM: 'a@b.example' }, /^SMTP_URL must be/],
  [{ SMTP_URL: 'mail.example', MAIL_FROM: 'a@b.example' }, /^SMTP_URL must be/],
  [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, /^MAIL_FROM/],
  [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'A <a@b.example>' }, /^MAIL_FROM must be/],
  [{ SMTP_URL: 'smtp://mail.example' }, 'Set SMTP_URL and MAIL_FROM together, or neither of them.'],
  [{ MAIL_FROM: 'a@b.example' }, 'Set SMTP_URL and MAIL_FROM together, or neither of them.'],
  [{ SECURITY_CONTACT: 'security@council.example' }, /^SECURITY_CONTACT must be/],
  [{ SECURITY_CONTACT: 'mailto:a@b.example\nExpires: never' }, /^SECURITY_CONTACT must be/],
  [{ LIMITS: 'maybe' }, 'LIMITS must be on or off.'],
  [{ SEED_PEOPLE: '10001' }, 'SEED_PEOPLE must be a whole number from 0 to 10000.'],
  [{ CLOSING_MS: 'soon' }, 'CLOSING_MS must be a whole number from 0 to 600000.'],
])('%o is refused with one sentence', (env, sentence) => {
  const found = faults(env)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(sentence)
  expect(found[0]).toMatch(/^[A-Z].*\.$/)
})

test('it listens on the loopback address alone where that is its own, elsewhere on all; HOST decides', () => {
  const hosts = (env: Record<string, string>) => {
    const read = readConfig(env)
    return read.ok ? read.config.hosts : read.faults
  }
  expect(hosts({ ORIGIN: 'http://127.0.0.1:3000' })).toEqual(['127.0.0.1'])
  expect(hosts({ ORIGIN: 'http://[::1]:3000' })).toEqual(['::1'])
  expect(hosts({ ORIGIN: 'https://learning.council.example' })).toEqual([])
  expect(hosts({ HOST: '0.0.0.0' })).toEqual(['0.0.0.0'])
  const behind = { ORIGIN: 'https://learning.council.example', HOST: 'localhost' }
  expect(hosts(behind)).toEqual(['127.0.0.1', '::1'])
})

test('each bad value has its sentence', () => {
  expect(faults({ PORT: 'x', ORIGIN: 'y', LOG_LEVEL: 'z', LIMITS: 'w' })).toHaveLength(4)
})

test('what serves tests is refused where the product is not this machine’s own', () => {
  const origin = 'https://learning.council.example'
  const tests = { SEED_PEOPLE: '10', LIMITS: 'on', CLOSING_MS: '100' }
  expect(faults({ ORIGIN: origin, ...tests }).map((one) => one.split(' ')[0])).toEqual([
    'SEED_PEOPLE',
    'LIMITS',
    'CLOSING_MS',
  ])
  expect(faults({ ORIGIN: 'http://127.0.0.1:4000', ...tests })).toEqual([])
  expect(readConfig({ ORIGIN: origin })).toMatchObject({
    ok: true,
    config: { origin, loopback: false, secure: true },
  })
})

test('a slash behind the address is forgiven', () => {
  expect(readConfig({ ORIGIN: 'https://a.example/' })).toMatchObject({
    config: { origin: 'https://a.example' },
  })
})

test('only a loopback address is one', () => {
  for (const own of [
    'http://localhost',
    'http://localhost:3000',
    'https://localhost',
    'http://127.0.0.1:8080',
    'http://127.255.0.9',
    'http://[::1]:3000',
    'http://127.1',
  ]) {
    expect(isLoopback(own), own).toBe(true)
  }
  for (const foreign of [
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://evil.example/127.0.0.1',
    'http://localhost@evil.example',
    'http://0.0.0.0:3000',
    'http://192.168.0.1',
    'http://10.0.0.1',
    'http://[::]:3000',
    'http://[::ffff:10.0.0.1]',
    'http://128.0.0.1',
    'http://mylocalhost',
  ]) {
    expect(isLoopback(foreign), foreign).toBe(false)
  }
})
