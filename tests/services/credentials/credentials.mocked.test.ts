import dns from 'node:dns'
import net from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { statement as problemsOf } from 'xapi-validation/dist/factory.js'
import { z } from 'zod'
import { createBadges } from '#server/credentials/badges.server.ts'
import { signedBadge } from '#server/credentials/rules/open-badge.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import { moduleFact, origin, roomFact, signedNorthbridge } from '#tests/support/signed-evidence.ts'

const here = '192.0.2.7'

function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(outcome.error.message)
}

// Nothing here may reach for the network: whoever tries is found out.
const asked: string[] = []
beforeAll(() => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
    asked.push('a page')
    return Promise.reject(new Error('the network is refused'))
  })
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(() => {
    asked.push('a socket')
    throw new Error('the network is refused')
  })
  vi.spyOn(dns, 'lookup').mockImplementation(() => {
    asked.push('a name')
    throw new Error('the network is refused')
  })
})
afterAll(() => {
  vi.restoreAllMocks()
  expect(asked).toEqual([])
})

async function badgeOf(withName = false) {
  const council = await signedNorthbridge()
  const id = await council.attest(council.ben, moduleFact)
  const text = value(await council.credentials.openBadge(council.ben, id, { withName, origin }))
  return { ...council, id, text, badge: signedBadge.parse(JSON.parse(text)) }
}

test('a completed module is an Open Badge that the library verifies without the network', async () => {
  const { text, badge, ben, chloe, id, credentials, proofs, clock } = await badgeOf()
  expect(badge).toMatchObject({
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { name: 'Northbridge Council' },
    proof: { cryptosuite: 'eddsa-rdfc-2022' },
  })
  expect(badge.issuer.id).toMatch(/^did:key:z6Mk/)
  expect(text).not.toMatch(new RegExp(`${ben.name}|${ben.person}`))
  expect(await createBadges().isGenuine(badge, clock.now())).toBe(true)
  expect(value(await credentials.check(Buffer.from(text), here))).toMatchObject({
    ...{ kind: 'badge', isValid: true, name: null },
  })
  const wanted = { withName: true, origin }
  expect(await credentials.openBadge(chloe, id, wanted)).toMatchObject({ ok: false })
  // After a rotation badges of the old key are still ours.
  await proofs.rotateKeys()
  expect(value(await credentials.check(Buffer.from(text), here))).toMatchObject({ isValid: true })
})

test('★ a badge in which anything was changed is refused', async () => {
  const { badge, clock, credentials } = await badgeOf(true)
  const badges = createBadges()
  expect(await badges.isGenuine(badge, clock.now())).toBe(true)
  const changed = leaves(badge).map(([path]) => changedAt(badge, path))
  expect(changed.length).toBeGreaterThan(15)
  const believed: unknown[] = []
  for (const one of changed) {
    if (await badges.isGenuine(one, clock.now())) believed.push(one)
  }
  expect(believed).toEqual([])
  const named = JSON.stringify(badge).replace('Ben', 'Bea')
  expect(value(await credentials.check(Buffer.from(named), here))).toMatchObject({ isValid: false })
})

test('a genuine badge of somebody else is not ours', async () => {
  const { credentials } = await signedNorthbridge()
  const other = await signedNorthbridge()
  await other.proofs.rotateKeys()
  const id = await other.attest(other.ben, moduleFact)
  const wanted = { withName: false, origin }
  const badge = value(await other.credentials.openBadge(other.ben, id, wanted))
  expect(value(await other.credentials.check(Buffer.from(badge), here))).toMatchObject({
    isValid: true,
  })
  const answer = value(await credentials.check(Buffer.from(badge), here))
  expect(answer).toMatchObject({ kind: 'badge', isValid: false })
})

test('xAPI statements of facts: each valid, about an opaque account, with a name only if wanted', async () => {
  const { credentials, attest, ben, chloe } = await signedNorthbridge()
  await attest(ben, moduleFact)
  await attest(ben, roomFact)
  const text = value(await credentials.xapi(ben, { withName: false, origin }))
  const statements = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(text))
  expect(statements).toHaveLength(2)
  for (const statement of statements) {
    expect(problemsOf(statement, ['statement'])).toEqual([])
  }
  // ★ The same validation refuses what is no statement.
  expect(problemsOf({ ...statements[0], verb: 'completed' }, ['s'])).not.toEqual([])
  expect(text).not.toMatch(new RegExp(`${ben.name}|${ben.person}|mbox`))
  expect(value(await credentials.xapi(ben, { withName: true, origin }))).toContain(ben.name)
  expect(value(await credentials.xapi(chloe, { withName: false, origin }))).toBe('[]')
})

type Path = (string | number)[]

/** Every text and truth value of a document with the way to it. */
function leaves(value: unknown, path: Path = []): [Path, string | boolean][] {
  if (typeof value === 'string' || typeof value === 'boolean') return [[path, value]]
  if (Array.isArray(value)) return value.flatMap((one, at) => leaves(one, [...path, at]))
  if (value instanceof Object) {
    return Object.entries(value).flatMap(([name, one]) => leaves(one, [...path, name]))
  }
  return []
}

/** A copy in which the last character, or the truth, at `path` is another. */
function changedAt(badge: unknown, path: Path): Record<string, unknown> {
  let at = 0
  return z.record(z.string(), z.unknown()).parse(change(badge))

  function change(value: unknown): unknown {
    const step = path[at]
    if (step === undefined) {
      if (typeof value === 'boolean') return !value
      const last = String(value).at(-1)
      return `${String(value).slice(0, -1)}${last === 'x' ? 'y' : 'x'}`
    }
    at += 1
    if (Array.isArray(value))
      return value.map((one: unknown, n) => (n === step ? change(one) : one))
    if (!(value instanceof Object)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, name === step ? change(one) : one]),
    )
  }
}
