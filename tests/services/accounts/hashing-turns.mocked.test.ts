import { setImmediate as turn } from 'node:timers/promises'
import { beforeEach, expect, test, vi } from 'vitest'
import { createPasswords, type Passwords } from '#server/accounts/passwords.server.ts'

/** In argon2's place: takes a few turns of the event loop and counts who is in at once. */
const hashing = vi.hoisted(() => ({ now: 0, most: 0, done: 0, fails: false }))

vi.mock('@node-rs/argon2', () => {
  async function work<T>(result: T): Promise<T> {
    hashing.now += 1
    hashing.most = Math.max(hashing.most, hashing.now)
    for (let n = 0; n < 3; n += 1) await turn()
    hashing.now -= 1
    hashing.done += 1
    if (hashing.fails) throw new Error('argon2 failed')
    return result
  }
  return { hash: () => work('hash'), verify: () => work(true) }
})

let passwords: Passwords

beforeEach(async () => {
  hashing.fails = false
  passwords = createPasswords()
  // The hash for nobody, made beside the turns when the process starts.
  for (let n = 0; n < 6; n += 1) await turn()
  Object.assign(hashing, { now: 0, most: 0, done: 0 })
})

const ask = () => passwords.verify('stored', 'password')

test('T6: of 54 who ask in one breath four are in at once, and all are answered', async () => {
  const answers = await Promise.all(Array.from({ length: 54 }, ask))
  expect(answers).toEqual(answers.map(() => true))
  expect(hashing).toMatchObject({ most: 4, done: 54 })
})

test('T6: the 51st in the queue is asked to come back in a few seconds', async () => {
  const settled = await Promise.allSettled(Array.from({ length: 60 }, ask))
  const refused = settled.filter((one) => one.status === 'rejected')
  expect(refused).toHaveLength(6)
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ code: 'too_many_hashes', retryAfter: 5 })
  }
  expect(hashing).toMatchObject({ most: 4, done: 54 })
})

test('T6: nobody slips in between one who leaves and one who waits', async () => {
  async function comeAndGo(first: number): Promise<void> {
    for (let n = 0; n < first; n += 1) await turn()
    for (let n = 0; n < 20; n += 1) {
      await ask()
      if (n % 3 === 0) await turn()
    }
  }
  await Promise.all(Array.from({ length: 12 }, (_, n) => comeAndGo(n)))
  expect(hashing).toMatchObject({ most: 4, done: 240, now: 0 })
  expect(passwords.counts().mostAtOnce).toBe(4)
})

test('T6: a hash that fails gives its turn to the next', async () => {
  hashing.fails = true
  const settled = await Promise.allSettled(Array.from({ length: 20 }, ask))
  expect(settled.every((one) => one.status === 'rejected')).toBe(true)
  hashing.fails = false
  expect(await ask()).toBe(true)
  expect(hashing).toMatchObject({ most: 4, done: 21 })
})
