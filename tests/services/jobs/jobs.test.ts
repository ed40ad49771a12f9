import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { createJobs, type JobWork } from '#server/jobs/jobs.server.ts'
import {
  keptForMs,
  mostAttempts,
  mostKept,
  mostUnderWay,
  percentDone,
} from '#server/jobs/rules/job.ts'
import { createLog } from '#server/platform/log.server.ts'
import { jobId, organisationId, personId, type JobId } from '#server/platform/rules/ids.ts'
import { ok, refuse } from '#server/platform/rules/outcome.ts'
import type { Tells } from '#server/reminders/notices.server.ts'
import { handClock, hourMs } from '#tests/support/clock.ts'
import { testDatabase, testFolder } from '#tests/support/database.ts'
import { nobodyTold } from '#tests/support/nobody-told.ts'

const organisation = organisationId.parse('00000000-0000-4000-8000-0000000000ff')

function actor(n: number): Actor {
  return {
    person: personId.parse(`00000000-0000-4000-8000-00000000000${n}`),
    ...{ name: `Person ${n}`, jobTitle: 'Social worker', organisation },
    ...{ organisationName: 'Northbridge', administrator: false, memberships: [] },
  }
}
const [ben, amara] = [actor(1), actor(2)]
const id = (n: number): JobId =>
  jobId.parse(`20000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`)

async function* bytesOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

/** The product's jobs on a database, as often as it is started. */
async function office() {
  const file = join(testFolder(), 'casecircle.sqlite')
  const db = await testDatabase(file)
  const clock = handClock()
  function start(work: JobWork['work'], more: Partial<JobWork> = {}, tells: Tells = nobodyTold) {
    const jobs = createJobs({ db, clock, log: createLog('silent'), tells })
    jobs.take('cpd-export', { work, ...more })
    onTestFinished(() => jobs.stop())
    return {
      ...jobs,
      add: (n: number, key = `${n}`) =>
        db.tx((tx) =>
          jobs.addIn(tx, {
            ...{ id: id(n), kind: 'cpd-export', key, person: ben.person },
            payload: { scope: 'everything' },
          }),
        ),
      async seen(n: number) {
        const found = await jobs.own(ben, id(n))
        return found.ok ? found.value : null
      },
    }
  }
  return { db, clock, start, file }
}

async function textOf(parts: AsyncGenerator<Buffer>): Promise<string> {
  const all: Buffer[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all).toString()
}

describe('durable work', () => {
  test('it is done once for each key, and its file is read by its owner alone', async () => {
    const { start } = await office()
    let done = 0
    const jobs = start(async (job, tools) => {
      done += 1
      await tools.keep({ name: 'a.csv', type: 'text/csv' }, bytesOf('a', 'b'.repeat(600_000), 'c'))
      return ok(null)
    })
    await jobs.resume()
    await jobs.add(1, 'same')
    await jobs.add(2, 'same')
    await jobs.idle()
    expect(done).toBe(1)
    const job = await jobs.seen(1)
    expect(job).toMatchObject({ state: 'done', file: { name: 'a.csv', bytes: 600_002 } })
    expect(job && percentDone(job)).toBe(100)
    const file = await jobs.file(ben, id(1))
    expect(file.ok && (await textOf(file.value.parts))).toBe(`a${'b'.repeat(600_000)}c`)
    expect(await jobs.file(amara, id(1))).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(await jobs.own(amara, id(1))).toMatchObject({ ok: false })
    expect(await jobs.ownAll(amara, ['cpd-export'])).toEqual([])
    expect(await jobs.ownAll(ben, ['cpd-export'])).toHaveLength(1)
  })

  test('a file that comes in one large piece is kept in parts as well', async () => {
    const { db, start } = await office()
    const whole = Buffer.alloc(1_300_000, 'casecircle ')
    const jobs = start(async (_, tools) => {
      const pieces = async function* () {
        yield whole.subarray(0, 7)
        yield whole.subarray(7)
      }
      await tools.keep({ name: 'a.pdf', type: 'application/pdf' }, pieces())
      return ok(null)
    })
    await jobs.resume()
    await jobs.add(1)
    await jobs.idle()
    const file = await jobs.file(ben, id(1))
    expect(file.ok && (await textOf(file.value.parts))).toBe(whole.toString())
    const sizes = db.read.$client.prepare(
      'select length(bytes) n from job_file_parts order by part',
    )
    expect(sizes.all()).toEqual([{ n: 524_288 }, { n: 524_288 }, { n: 251_424 }])
  })

  test('a file that is taken away while it is fetched breaks off: half of it is no whole file', async () => {
    const { start } = await office()
    const jobs = start(async (_, tools) => {
      const text = 'b'.repeat(600_000)
      await tools.keep({ name: 'a.csv', type: 'text/csv' }, bytesOf(text, text))
      return ok(null)
    })
    await jobs.resume()
    await jobs.add(1)
    await jobs.idle()
    const file = await jobs.file(ben, id(1))
    if (!file.ok) throw new Error(file.error.message)
    const { parts } = file.value
    expect((await parts.next()).done).toBe(false)
    await jobs.remove(ben, id(1))
    await expect(parts.next()).rejects.toThrow('taken away')
  })

  test('what is rolled back is never begun', async () => {
    const { db, start } = await office()
    const jobs = start(() => Promise.reject(new Error('begun')))
    await jobs.resume()
    const failing = db.tx(async (tx) => {
      const job = { id: id(1), kind: 'cpd-export', key: '1', person: ben.person } as const
      await jobs.addIn(tx, { ...job, payload: {} })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await jobs.idle()
    expect(await jobs.seen(1)).toBeNull()
  })

  test('a fault half-way leaves no half file, is tried again, and in the end says why', async () => {
    const { db, clock, start } = await office()
    let tries = 0
    const jobs = start(async (_, tools) => {
      tries += 1
      await tools.keep(
        { name: 'a.pdf', type: 'application/pdf' },
        (async function* () {
          yield Buffer.alloc(700_000)
          throw new Error('the disk is full')
        })(),
      )
      return ok(null)
    })
    await jobs.resume()
    await jobs.add(1)
    await jobs.idle()
    expect(await jobs.seen(1)).toMatchObject({ state: 'waiting', file: null })
    expect((await jobs.file(ben, id(1))).ok).toBe(false)
    for (let attempt = 2; attempt <= mostAttempts; attempt += 1) {
      clock.turn(hourMs)
      await jobs.resume()
      await jobs.idle()
    }
    expect(tries).toBe(mostAttempts)
    const parts = () => db.read.$client.prepare('select count(*) n from job_file_parts').get()
    expect(parts()).toEqual({ n: 0 })
    expect(await jobs.seen(1)).toMatchObject({
      state: 'failed',
      reason: 'Something went wrong on our side. Nothing of it was kept. Try again.',
    })
    await jobs.retry(ben, id(1))
    await jobs.idle()
    expect(tries).toBe(mostAttempts + 1)
  })

  test.each<[string, Tells]>([
    ['asked whether they hear of it', () => Promise.reject(new Error('no letter box'))],
    ['told', () => Promise.resolve(() => Promise.reject(new Error('no letter box')))],
  ])(
    'whoever cannot be %s has their file all the same, and the next job is done',
    async (_, tells) => {
      const { start } = await office()
      const jobs = start(
        async (job, tools) => {
          if (job.key === '2') return refuse('closed', 'The team is no longer yours.')
          await tools.keep({ name: 'a.csv', type: 'text/csv' }, bytesOf(job.key))
          return ok(null)
        },
        {},
        tells,
      )
      for (const n of [1, 2, 3]) await jobs.add(n)
      await jobs.resume()
      await jobs.idle()
      const states = await Promise.all([1, 2, 3].map(async (n) => (await jobs.seen(n))?.state))
      expect(states).toEqual(['done', 'failed', 'done'])
    },
  )

  test('a job whose end cannot be written down waits like any other, and the rest go on', async () => {
    const { db, clock, start } = await office()
    const jobs = start(() => Promise.resolve(ok(null)))
    const say = (sql: string) => db.tx(async (tx) => void tx.$client.exec(sql))
    await say(`create trigger broken before update on jobs
      when new.id = '${id(1)}' and new.state in ('done', 'failed')
      begin select raise(abort, 'broken'); end`)
    await jobs.add(1)
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      clock.turn(hourMs)
      if (attempt === mostAttempts) await jobs.add(2)
      await jobs.resume()
      await jobs.idle()
    }
    expect([await jobs.seen(1), await jobs.seen(2)]).toMatchObject([
      { state: 'waiting' },
      { state: 'done' },
    ])
    await say('drop trigger broken')
    clock.turn(hourMs)
    await jobs.resume()
    await jobs.idle()
    expect(await jobs.seen(1)).toMatchObject({ state: 'done' })
  })

  test('nobody has more than so many at once, or in all; the same one asked for again is no other', async () => {
    const { start } = await office()
    const jobs = start(() => Promise.resolve(ok(null)))
    const all = Array.from({ length: mostKept }, (_, at) => at + 10)
    for (const n of all.slice(0, mostUnderWay)) expect((await jobs.add(n)).ok).toBe(true)
    expect(await jobs.add(all[mostUnderWay] ?? 0)).toMatchObject({
      error: {
        code: 'too_many',
        message: '5 of your files are being made already. Wait until one is ready, or remove one.',
      },
    })
    expect((await jobs.add(all[0] ?? 0)).ok).toBe(true)
    await jobs.resume()
    for (const n of all) {
      await jobs.idle()
      expect((await jobs.add(n)).ok).toBe(true)
    }
    await jobs.idle()
    const one = mostKept + 10
    expect(await jobs.add(one)).toMatchObject({
      error: {
        code: 'too_many',
        message:
          'You have 20 files here already. Remove one, or wait: each of them goes after a day.',
      },
    })
    await jobs.remove(ben, id(10))
    expect((await jobs.add(one)).ok).toBe(true)
  })

  test('what cannot be done says so at once', async () => {
    const { start } = await office()
    const jobs = start(async () => refuse('closed', 'The team is no longer yours.'))
    await jobs.resume()
    await jobs.add(1)
    await jobs.idle()
    expect(await jobs.seen(1)).toMatchObject({
      state: 'failed',
      reason: 'The team is no longer yours.',
    })
  })

  test('it survives a restart: begun and not finished, it begins again', async () => {
    const { start } = await office()
    let begin: (() => void) | undefined
    const begun = new Promise<void>((done) => (begin = done))
    let go: (() => void) | undefined
    const gate = new Promise<void>((done) => (go = done))
    const first = start(async (_, tools) => {
      begin?.()
      await gate
      await tools.progress(1, 2)
      return ok(null)
    })
    await first.resume()
    await first.add(1)
    await begun
    const stopped = first.stop()
    go?.()
    await stopped
    const second = start(async (_, tools) => {
      await tools.progress(1, 2)
      await tools.keep({ name: 'a.csv', type: 'text/csv' }, bytesOf('whole'))
      return ok(null)
    })
    expect(await second.seen(1)).toMatchObject({ state: 'working', file: null })
    await second.resume()
    await second.idle()
    expect(await second.seen(1)).toMatchObject({ state: 'done' })
  })

  test('a day later it is gone from the file on disk, and so it is with its person', async () => {
    const { db, clock, start, file } = await office()
    const jobs = start(async (job, tools) => {
      await tools.keep({ name: 'a.csv', type: 'text/csv' }, bytesOf(`canary-${job.key}`))
      return ok(null)
    })
    const onDisk = (word: string) => {
      db.read.$client.pragma('wal_checkpoint(TRUNCATE)')
      return readFileSync(file, 'latin1').includes(word)
    }
    await jobs.resume()
    await jobs.add(1, 'first')
    await jobs.idle()
    clock.turn(keptForMs / 2)
    await jobs.add(2, 'second')
    await jobs.idle()
    clock.turn(keptForMs / 2)
    expect(await jobs.removeExpired()).toBe(1)
    expect([await jobs.seen(1), await jobs.seen(2)]).toMatchObject([null, { state: 'done' }])
    await db.tx((tx) => jobs.eraseIn(tx, ben.person))
    expect(await jobs.seen(2)).toBeNull()
    await db.tx(async () => undefined)
    expect([onDisk('canary-first'), onDisk('canary-second')]).toEqual([false, false])
  })

  test('whoever may no longer see it does not, and what is removed while it is made stops', async () => {
    const { start } = await office()
    let mine: ReturnType<typeof start> | null = null
    const jobs = (mine = start(
      async (job, tools) => {
        if (job.key === '2') await mine?.remove(ben, id(2))
        await tools.progress(1, 1)
        await tools.keep({ name: 'a.csv', type: 'text/csv' }, bytesOf('x'))
        return ok(null)
      },
      { allows: () => Promise.resolve(isAllowed) },
    ))
    let isAllowed = true
    await jobs.resume()
    await jobs.add(1)
    await jobs.idle()
    isAllowed = false
    expect((await jobs.file(ben, id(1))).ok).toBe(false)
    isAllowed = true
    await jobs.add(2)
    await jobs.idle()
    expect(await jobs.seen(2)).toBeNull()
  })
})
