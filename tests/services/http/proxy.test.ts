import { expect, test } from 'vitest'
import { openFrontDoor } from './front-door.ts'

const header = { 'x-forwarded-for': '203.0.113.66, 198.51.100.4' }

test('T9: whose address is slowed down follows X-Forwarded-For only behind a trusted proxy', async () => {
  const open = await openFrontDoor()
  await open.send({ path: '/page', headers: header })
  expect(open.reached[0]?.address).toBe('127.0.0.1')
  const behind = await openFrontDoor({ trustedProxy: { hops: 1 } })
  await behind.send({ path: '/page', headers: header })
  expect(behind.reached[0]?.address).toBe('198.51.100.4')
})
