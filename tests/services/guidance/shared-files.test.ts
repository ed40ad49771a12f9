import { expect, onTestFinished, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { entryForm } from '#server/cpd/rules/entry/entry.ts'
import { createTeamFiles } from '#server/guidance/team-files.server.ts'
import { createJobs } from '#server/jobs/jobs.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import {
  entryId,
  jobId,
  type EntryId,
  type JobId,
  type ShareId,
} from '#server/platform/rules/ids.ts'
import { ok } from '#server/platform/rules/outcome.ts'
import { minuteMs } from '#tests/support/clock.ts'
import { nobodyTold } from '#tests/support/nobody-told.ts'
import { password, wholeCouncil } from '../rights/whole-council.ts'

type World = Awaited<ReturnType<typeof wholeCouncil>>

/** Ben saves an entry and shares it with Amara, who manages his team. */
async function shareOfBen({ ben, amara, cpd, sharing }: World, learnt: string) {
  const entry = entryId.parse(crypto.randomUUID())
  const { written } = entryForm.parse({ learnt, activityType: 'reading' })
  expect((await cpd.create(ben, entry, { written, revision: 0, writer: null })).ok).toBe(true)
  const whom = { person: amara.person }
  const shared = await sharing.share(ben, entry, { whom, right: 'view', days: 30 })
  if (!shared.ok) throw new Error(shared.error.message)
  return { entry, share: shared.value }
}

/** Amara takes along what her team shares with her. */
async function fileOfAmara({ amara, east, guidance, jobs }: World): Promise<JobId> {
  const id = jobId.parse(crypto.randomUUID())
  expect((await guidance.startSharedExport(amara, id, east)).ok).toBe(true)
  await jobs.idle()
  expect(await jobs.own(amara, id)).toMatchObject({ ok: true, value: { state: 'done' } })
  return id
}

function kept({ db }: World) {
  const count = (table: string) => db.read.$client.prepare(`select count(*) n from ${table}`).get()
  return [count('jobs'), count('job_file_parts')]
}
const none = [{ n: 0 }, { n: 0 }]

async function opened() {
  const world = await wholeCouncil()
  await world.jobs.resume()
  onTestFinished(() => world.jobs.stop())
  return world
}

const ends: Record<
  string,
  (world: World, of: { entry: EntryId; share: ShareId }) => Promise<unknown>
> = {
  'its owner ends the share': ({ ben, sharing }, { share }) => sharing.end(ben, share),
  'the entry goes into the bin': ({ ben, cpd }, { entry }) => cpd.delete(ben, entry),
  'the owner’s account is erased': async ({ now, ben, rights }) => {
    expect((await rights.erase(await now(ben), password)).ok).toBe(true)
  },
}

test.each(Object.entries(ends))(
  'a manager’s file of shared words is gone as soon as %s',
  async (_, end) => {
    const world = await opened()
    const shared = await shareOfBen(world, 'canary-of-the-file')
    await fileOfAmara(world)
    expect(kept(world)).toEqual([{ n: 1 }, { n: 1 }])
    await end(world, shared)
    expect(kept(world)).toEqual(none)
  },
)

test('a manager’s file of shared words goes with the sweep once a share in it has run out', async () => {
  const world = await opened()
  const { amara, clock, db, jobs, sharing } = world
  const { share } = await shareOfBen(world, 'canary-of-the-file')
  const [row] = await sharing.withMe(amara)
  expect(row?.share).toBe(share)
  const ends = db.read.$client
    .prepare<[string], { at: number }>('select expires_at at from shares where id = ?')
    .get(share)
  clock.turn((ends?.at ?? 0) - clock.now() - minuteMs)
  const file = await fileOfAmara(world)
  await sharing.forgetRunOut()
  expect(await jobs.own(amara, file)).toMatchObject({ ok: true, value: { team: world.east } })

  // Its day is not over, but what it holds is shared no more.
  clock.turn(minuteMs)
  expect((await jobs.own(amara, file)).ok).toBe(false)
  expect(await jobs.removeExpired()).toBe(0)
  expect(kept(world)).toEqual([{ n: 1 }, { n: 1 }])
  await sharing.forgetRunOut()
  expect(kept(world)).toEqual(none)
})

test('the end of one share leaves the files that do not hold it', async () => {
  const world = await opened()
  const { amara, ben, jobs, sharing } = world
  await shareOfBen(world, 'the first')
  const first = await fileOfAmara(world)
  const second = await shareOfBen(world, 'the second')
  const both = await fileOfAmara(world)
  expect((await sharing.end(ben, second.share)).ok).toBe(true)
  expect((await jobs.file(amara, first)).ok).toBe(true)
  expect(await jobs.file(amara, both)).toMatchObject({ error: { code: 'not_found' } })
})

test('what ends while the file is made is not in it, or there is no file', async () => {
  const world = await wholeCouncil()
  const { db, clock, audit, amara, ben, east, organisations, sharing } = world
  const first = await shareOfBen(world, 'the first')
  const second = await shareOfBen(world, 'the second')
  const jobs = createJobs({ db, clock, log: createLog('silent'), tells: nobodyTold })
  onTestFinished(() => jobs.stop())
  let looks = 0
  const files = createTeamFiles({
    ...{ db, clock, audit, jobs, organisations },
    teamOf: () => Promise.resolve(ok({ name: 'East', toolkits: [], apart: [] })),
    sharing: {
      async sharedBy(actor: Actor, owner) {
        const read = await sharing.sharedBy(actor, owner)
        if (read.length > 0) await sharing.end(ben, first.share)
        return read
      },
      // The second ends after the last look at what is still open, before the file is kept.
      async withMe(actor: Actor) {
        const open = await sharing.withMe(actor)
        looks += 1
        if (looks === 2) await sharing.end(ben, second.share)
        return open
      },
    },
  })
  const id = jobId.parse(crypto.randomUUID())
  await files.startSharedExport(amara, id, east)
  await jobs.resume()
  await jobs.idle()
  expect(looks).toBe(2)
  expect(kept(world)).toEqual(none)
})
