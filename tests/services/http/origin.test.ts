import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { mayWrite } from '#server/http/origin-check.server.ts'
import { foreign, openFrontDoor, ownForm, type Answer } from './front-door.ts'

const unsafe = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
const types = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'text/plain',
  'application/json',
]

/** The sentence of a refusal: a page's own, or the message of the protocol's answer in JSON. */
function saidIn({ headers, body }: Answer): string {
  if (!headers['content-type']?.startsWith('application/json')) return body
  const told = z.object({ ok: z.literal(false), error: z.object({ message: z.string() }) })
  return told.parse(JSON.parse(body)).error.message
}

test('T13: nothing that another site sends gets in', async () => {
  const door = await openFrontDoor()
  for (const [name, headers] of foreign) {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, value === 'OWN' ? door.origin : value]),
    )
    for (const method of unsafe) {
      for (const type of types) {
        const answer = await door.send({
          ...{ method, path: '/cpd', body: 'a=b' },
          headers: { ...sent, 'content-type': type },
        })
        expect(answer.status, `${name}: ${method} ${type}`).toBe(403)
        expect(saidIn(answer)).toMatch(/^This was sent from another site, so nothing was done\./)
      }
    }
    const command = await door.send({
      ...{ method: 'POST', body: '{}' },
      path: '/rooms/0d4fbe5e-9e43-4a0d-8a5c-0f6c2c4f7b11/commands',
      headers: { ...sent, 'content-type': 'application/json' },
    })
    expect(command.status, name).toBe(403)
  }
  expect(door.reached).toEqual([])
})

test('T13: our own pages and typed addresses get in, older browsers by their Origin', async () => {
  const door = await openFrontDoor()
  const { origin } = door
  const own: Record<string, string>[] = [
    { origin, 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { origin },
    // The proxy in front may call us by another name: the configured origin counts.
    { origin, host: '10.0.0.7:3000', 'x-forwarded-host': 'evil.example' },
  ]
  for (const headers of own) {
    const sent = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await door.send({ method: 'POST', headers: sent, body: 'a=b' })).status).toBe(200)
  }
  expect(door.reached.map((one) => one.fields)).toEqual(own.map(() => [['a', 'b']]))
})

test('T13: reading is not writing: a link from another site opens the page', async () => {
  const door = await openFrontDoor()
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await door.send({ headers })).status).toBe(200)
  expect((await door.send({ method: 'HEAD', headers })).status).toBe(200)
})

test('a page is read or posted to; other methods are told so and reach nothing', async () => {
  const door = await openFrontDoor()
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    const answer = await door.send({ method, headers: ownForm(door.origin) })
    expect(answer.status, method).toBe(405)
    expect(answer.headers.allow).toBe('GET, POST')
  }
  expect(door.reached).toEqual([])
})

test('T13: whatever the headers say, a write needs one of two proofs and no contradiction', () => {
  const own = 'https://learning.council.test'
  const header = fc.option(
    fc.oneof(fc.string(), fc.constantFrom(own, 'null', `${own}.evil.example`, own.toUpperCase())),
    { nil: undefined },
  )
  const site = fc.option(
    fc.oneof(fc.string(), fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none')),
    { nil: undefined },
  )
  fc.assert(
    fc.property(fc.constantFrom(...unsafe, 'get', 'FOO'), header, site, (method, origin, from) => {
      if (!mayWrite(method, { origin, site: from }, own)) return
      expect(origin === undefined || origin === own).toBe(true)
      expect(from === undefined ? origin === own : ['same-origin', 'none'].includes(from)).toBe(
        true,
      )
    }),
    { numRuns: 2000 },
  )
})
