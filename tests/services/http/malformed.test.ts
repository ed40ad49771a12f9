import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openFrontDoor, ownForm, type Sent } from './front-door.ts'

const tries = 3000
const abreast = 12

const headerText = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((text) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, '~').trim())
const pathPart = fc.oneof(
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
  fc.constantFrom(
    ...['%', '%00', '%zz', '%c0%ae', '%ff', '..', '.', '', '%2e%2e', '%2F', '%5c', '\\', '{}', '|'],
    ...['__proto__', 'constructor', 'rooms', 'commands', 'assets', 'invitations', 'sign-in.data'],
    ...['0d4fbe5e-9e43-4a0d-8a5c-0f6c2c4f7b11', 'csp-report', 'health', "'", ';', '@evil.example'],
  ),
)
const path = fc.oneof(
  {
    arbitrary: fc.array(pathPart, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`),
    weight: 6,
  },
  {
    arbitrary: fc.constantFrom('*', '//evil.example/a', '/?', '/?%', '/?a=%ff&a&&=', '/#x'),
    weight: 1,
  },
  { arbitrary: fc.constant(`/${'a'.repeat(9000)}`), weight: 1 },
)
const contentType = fc.oneof(
  headerText,
  fc.constantFrom(
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-7',
    'application/x-www-form-urlencoded;;;=',
    'multipart/form-data',
    'multipart/form-data; boundary=b',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary="',
    'application/json',
    'application/json; charset=x',
    'text/plain',
    '/',
    ';',
  ),
)
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text.slice(1))),
  fc
    .constantFrom(
      ...[
        '',
        '{',
        '{"id":',
        '[',
        'null',
        '"',
        '{"__proto__":{"a":1}}',
        '\ufeff{}',
        'a=%ff&=&&a',
        '%',
      ],
      ...[
        '--b',
        '--b\r\n',
        '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n',
      ],
      ...['--b\r\nContent-Disposition: form-data\r\n\r\n', 'a=1&'.repeat(5000), '['.repeat(20_000)],
    )
    .map((text) => Buffer.from(text)),
)
const request: fc.Arbitrary<Sent & { own: boolean; signedIn: boolean }> = fc.record({
  method: fc.constantFrom(
    'GET',
    'POST',
    'POST',
    'POST',
    'HEAD',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'PROPFIND',
    'PURGE',
  ),
  path,
  body,
  own: fc.oneof(
    { arbitrary: fc.constant(true), weight: 4 },
    { arbitrary: fc.constant(false), weight: 1 },
  ),
  signedIn: fc.boolean(),
  headers: fc.record(
    {
      'content-type': contentType,
      cookie: headerText,
      accept: fc.oneof(headerText, fc.constant('application/json')),
      'accept-encoding': headerText,
      host: fc.constantFrom('learning.council.test', 'evil.example', 'a b', '[', ''),
      'if-none-match': headerText,
      range: headerText,
      'x-forwarded-host': headerText,
    },
    { requiredKeys: [] },
  ),
})

test(`T16: of ${tries} malformed requests none is answered with 5xx, none throws, none is lost`, async () => {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('ben')
  const requests = fc.sample(request, { numRuns: tries, seed: 20261125 })
  const bad: string[] = []
  const statuses = new Map<number, number>()
  let next = 0
  async function goOn(): Promise<void> {
    for (;;) {
      const one = requests[next]
      next += 1
      if (!one) return
      const { own, signedIn, headers = {}, ...sent } = one
      const all = {
        ...headers,
        ...(own ? { origin: door.origin, 'sec-fetch-site': 'same-origin' } : {}),
        ...(signedIn ? { cookie } : {}),
      }
      const answer = await door.send({ ...sent, headers: all })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (answer.status < 500) continue
      bad.push(
        `${answer.status} ${sent.method} ${sent.path} ${JSON.stringify(all)} ${String(sent.body).slice(0, 60)}`,
      )
    }
  }
  await Promise.all(Array.from({ length: abreast }, goOn))
  expect(bad.slice(0, 5)).toEqual([])
  expect([...statuses.values()].reduce((sum, n) => sum + n, 0)).toBe(tries)
  // The requests were of every kind: some got through, others did not.
  for (const status of [200, 403, 404, 415]) expect(statuses.get(status) ?? 0).toBeGreaterThan(20)
  expect(door.logged.filter((line) => /request failed|page failed/.test(line))).toEqual([])
  expect((await door.send({ headers: { cookie } })).status).toBe(200)
})

test('T16: what is not even HTTP is answered and closed, and the next one is served', async () => {
  const door = await openFrontDoor()
  const lines = [
    'GET / HTTP/9.9\r\n\r\n',
    'nonsense\r\n\r\n',
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n`,
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    `GET http://evil.example:99999/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\nConnection: close\r\n\r\n`,
  ]
  for (const line of lines) {
    const socket = connect(door.port, '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.write(line)
    await once(socket, 'close')
    expect(Buffer.concat(chunks).toString('latin1').slice(0, 12), line).toMatch(/^HTTP\/1\.1 4/)
  }
  expect((await door.send({})).status).toBe(200)
})

test('T16: too much is refused with a sentence, sent whole or in pieces without saying how much', async () => {
  const door = await openFrontDoor()
  const headers = ownForm(door.origin)
  const room = '/rooms/0d4fbe5e-9e43-4a0d-8a5c-0f6c2c4f7b11/commands'
  for (const [path, most] of [
    ['/cpd', 524_288],
    [room, 524_288],
  ] as const) {
    for (const chunked of [false, true]) {
      const extra: Record<string, string> = chunked ? { 'transfer-encoding': 'chunked' } : {}
      const body = 'a'.repeat(most + 1)
      const sent = { method: 'POST', path, headers: { ...headers, ...extra }, body }
      const answer = await door.send(sent)
      expect(answer.status, path).toBe(413)
      expect(answer.body).toMatch(/^That is too long to send in one go\. .*Shorten it/)
      expect((await door.send({ ...sent, body: body.slice(1) })).status, path).toBe(200)
      // Whoever reads pages gets one, in place of a bare sentence.
      door.reached.length = 0
      await door.send({ ...sent, headers: { ...sent.headers, accept: 'text/html' } })
      expect(door.reached).toMatchObject([{ path: '/refused', method: 'GET' }])
    }
  }
  const json = { ...headers, 'content-type': 'application/json' }
  const sent = { method: 'POST', path: room, headers: json, body: 'a'.repeat(65_537) }
  const told = await door.send(sent)
  expect(told.status).toBe(413)
  expect(JSON.parse(told.body)).toMatchObject({ ok: false, error: { code: 'invalid' } })
  expect((await door.send({ ...sent, body: sent.body.slice(1) })).status).not.toBe(413)
})

test('who is signed out and asks for JSON is told so; who asks for a page is sent to sign in', async () => {
  const door = await openFrontDoor()
  const ask = (accept: string) => door.send({ path: '/members-only', headers: { accept } })
  const told = await ask('application/json')
  expect(told.status).toBe(401)
  expect(JSON.parse(told.body)).toMatchObject({ ok: false, error: { code: 'signed_out' } })
  expect((await ask('text/html,application/json')).status).toBe(303)
  const headers = { accept: 'application/json', cookie: await door.cookieOf('ben') }
  expect((await door.send({ path: '/members-only', headers })).status).toBe(303)
})

test('T16: a form without a form’s type is refused before any page', async () => {
  const door = await openFrontDoor()
  for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'a/b', '']) {
    const headers = { ...ownForm(door.origin), 'content-type': type }
    expect((await door.send({ method: 'POST', headers, body: 'a=b' })).status, type).toBe(415)
  }
  expect(door.reached).toEqual([])
})
