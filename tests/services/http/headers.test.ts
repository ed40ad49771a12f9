import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '#server/http/headers.server.ts'
import { securityText } from '#server/http/security-text.server.ts'
import { openFrontDoor, ownForm, type Answer, type Sent } from './front-door.ts'

/** One request for every kind of answer, with the status it is to have. */
function everyKind(origin: string): [number, Sent][] {
  const form = ownForm(origin)
  return [
    [200, { path: '/' }],
    [200, { path: '/health/live' }],
    [200, { path: '/health/ready' }],
    [200, { path: '/.well-known/security.txt' }],
    [200, { path: '/assets/page-a1b2c3.js' }],
    [200, { method: 'HEAD', path: '/' }],
    [200, { method: 'POST', path: '/', headers: form, body: 'a=b' }],
    [204, { method: 'POST', path: '/csp-report', headers: form, body: '{}' }],
    [401, { path: '/rooms/0d4fbe5e-9e43-4a0d-8a5c-0f6c2c4f7b11/snapshot' }],
    [403, { method: 'POST', path: '/', body: 'a=b' }],
    [404, { path: '/missing' }],
    [404, { path: '/assets/other.js' }],
    [405, { method: 'DELETE', path: '/', headers: form }],
    [413, { method: 'POST', path: '/', headers: form, body: 'a'.repeat(600_000) }],
    [
      415,
      { method: 'POST', path: '/', headers: { ...form, 'content-type': 'text/xml' }, body: 'a' },
    ],
    [500, { path: '/throw' }],
  ]
}

function nonceOf({ headers }: Answer): string {
  return /'nonce-([\w-]{16,})'/.exec(String(headers['content-security-policy']))?.[1] ?? ''
}

test('T15: every kind of answer carries the protective headers', async () => {
  const door = await openFrontDoor()
  for (const [status, sent] of everyKind(door.origin)) {
    const answer = await door.send(sent)
    const what = `${sent.method ?? 'GET'} ${sent.path} ${status}`
    expect(answer.status, what).toBe(status)
    const nonce = nonceOf(answer)
    expect(nonce, what).not.toBe('')
    expect(answer.headers, what).toMatchObject({
      'content-security-policy': contentSecurityPolicy(nonce, door.origin),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(answer.headers['permissions-policy'], what).toContain('camera=()')
    expect(answer.headers['x-request-id'], what).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers, what).not.toHaveProperty('access-control-allow-origin')
    expect(answer.headers, what).not.toHaveProperty('x-powered-by')
    const kept = status === 200 && sent.path?.startsWith('/assets/')
    expect(answer.headers['cache-control'], what).toBe(
      kept ? 'public, max-age=31536000, immutable' : 'no-store',
    )
    expect(answer.headers, what).not.toHaveProperty('strict-transport-security')
  }
})

test('T15: the policy starts from nothing and has nothing unsafe', () => {
  const policy = contentSecurityPolicy('NONCE', 'https://learning.council.test')
  const directives = new Map(
    policy.split('; ').map((one): [string, string] => {
      const [name = '', ...values] = one.split(' ')
      return [name, values.join(' ')]
    }),
  )
  expect(policy).not.toContain('unsafe-')
  expect(policy).not.toContain('*')
  expect(Object.fromEntries(directives)).toEqual({
    'default-src': "'none'",
    'script-src': "'self' 'nonce-NONCE'",
    'style-src': "'self' 'nonce-NONCE'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'media-src': "'self'",
    'connect-src': "'self' wss://learning.council.test",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'object-src': "'none'",
    'manifest-src': "'self'",
    'report-uri': '/csp-report',
  })
})

test('T15: each answer has a nonce of its own', async () => {
  const door = await openFrontDoor()
  const nonces = await Promise.all(
    Array.from({ length: 50 }, async () => nonceOf(await door.send({}))),
  )
  expect(new Set(nonces).size).toBe(50)
})

test('T15: on https browsers are told to stay there', async () => {
  const door = await openFrontDoor({ secure: true })
  const { headers } = await door.send({})
  expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8,}/)
})

test('an error is answered without its words, and logged once with the reference that is shown', async () => {
  const door = await openFrontDoor()
  const answer = await door.send({ path: '/throw' })
  const reference = String(answer.headers['x-request-id']).slice(0, 8)
  expect(answer.body).toBe(
    `Something went wrong. Go back: your text is still in the form. Reference ${reference}.`,
  )
  const lines = door.logged.filter((line) => line.includes('request failed'))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(reference)
  expect(door.logged.join('')).not.toContain('private words')
})

test('the log knows paths, not queries, tokens, cookies or forms', async () => {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('ben')
  const secrets = ['one-time-secret', 'search-secret', 'form-secret', cookie.split('=')[1] ?? '']
  await door.send({ path: '/invitations/one-time-secret', headers: { cookie } })
  await door.send({ path: '/Reset-Password/one-time-secret.data?x=1' })
  await door.send({ path: '//invitations/one-time-secret' })
  await door.send({ path: '/join/one-time-secret', headers: { cookie } })
  await door.send({ path: '/toolkits?q=search-secret' })
  await door.post('/cpd', { learnt: 'form-secret' }, cookie)
  const log = door.logged.join('')
  expect(log).toContain('/toolkits')
  for (const secret of secrets) expect(log).not.toContain(secret)
})

test('whom to tell of a weakness stands where others look for it', async () => {
  const door = await openFrontDoor()
  const { body, headers } = await door.send({ path: '/.well-known/security.txt' })
  expect(headers['content-type']).toMatch(/^text\/plain; charset=utf-8/i)
  expect(body).toMatch(
    /^Contact: mailto:security@council\.test\nExpires: \d{4}-\d\d-\d\dT00:00:00\.000Z\n/,
  )
  expect(securityText(null, door.origin, Date.UTC(2026, 0, 1))).toBe(
    `Contact: ${door.origin}/help\nExpires: 2026-06-30T00:00:00.000Z\nPreferred-Languages: en\nCanonical: ${door.origin}/.well-known/security.txt\n`,
  )
})
