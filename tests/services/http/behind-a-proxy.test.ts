import { expect, test } from 'vitest'
import { startProduct, type Product } from '#tests/support/product.ts'
import { ownForm } from './front-door.ts'

const page = '/account/reminders'
const form = { time: 'all-year' }

test('T13: a form of ours is taken by whatever name the server was called, a foreign one by none', async () => {
  const product = await startProduct({ limitsOff: false })
  const { origin, services } = product
  const cookie = await product.cookieOf('ben@northbridge.example')
  const session = await services.accounts.sessionOf(cookie)
  const ben = await services.organisations.actorFor(session?.person ?? expect.fail('no session'))
  const post = (headers: Record<string, string>, path = page) =>
    fetch(`${origin}${path}`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form).toString() },
      headers: { ...ownForm(origin), cookie, ...headers },
    })
  for (const called of ['evil.example', 'app-3.internal:3000', '', 'a b', '::', 'x'.repeat(300)]) {
    const answer = await post({ 'x-forwarded-host': called, 'x-forwarded-proto': 'https' })
    expect(answer.status, called).toBe(303)
    expect(answer.headers.get('location'), called).toBe(`${page}?saved`)
    expect((await post({ 'x-forwarded-host': called }, `${page}.data`)).status, called).toBe(202)
  }
  if (!ben) throw new Error('Ben is nobody')
  expect((await services.reminders.wishOf(ben)).time).toBe('all-year')
  // ★ The name by which it was called never makes up for where it came from.
  const foreign = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }
  expect((await post(foreign)).status).toBe(403)
  expect((await post({ ...foreign, 'sec-fetch-site': 'cross-site' })).status).toBe(403)

  await waitsAreTold(product)
})

/** What is tried too often is told how long to wait: by the page, and in the answer itself. */
async function waitsAreTold(product: Product) {
  const guess = `/verify/${crypto.randomUUID()}?secret=${'x'.repeat(22)}`
  const answers: Response[] = []
  for (let tried = 0; tried < 25; tried += 1) answers.push(await product.get(guess, null))
  expect(answers.map(({ status }) => status).slice(0, 20)).toEqual(Array(20).fill(404))
  const last = answers.at(-1)
  expect(last?.status).toBe(429)
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await last?.text()).toContain('Wait 15 minutes')
  expect(answers[0]?.headers.has('retry-after')).toBe(false)

  const email = 'nobody@northbridge.example'
  const asked: Response[] = []
  for (let tried = 0; tried < 8; tried += 1)
    asked.push(await product.post('/forgot-password', { email }, null))
  expect(asked.at(-1)?.status).toBe(429)
  expect(Number(asked.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
}
