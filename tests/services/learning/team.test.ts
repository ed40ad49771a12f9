import SQLite from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { personId, toolkitId } from '#server/platform/rules/ids.ts'
import { addDays, londonDay } from '#server/platform/rules/london.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import { appendFact, factsOf } from '#server/learning/store.server.ts'
import { testFolder } from '#tests/support/database.ts'
import { classroom, completeModule, participation, release } from './classroom.ts'

const canary = 'CANARY-7f3a'

describe('T2: private words have one reader', () => {
  test('no other actor reads a reflection by any face of learning', async () => {
    const { learning, ben, others, team, clock } = await classroom()
    const dueOn = addDays(londonDay(clock.at), 7)
    await learning.assign(others.amara, team, { toolkit: participation, dueOn })
    await learning.saveReflection(ben, participation, 'power', 'visit', canary)
    await completeModule({ learning }, ben)
    expect(await learning.reflections(ben, participation)).toMatchObject([{ text: canary }])
    for (const other of Object.values(others)) {
      const seen = JSON.stringify([
        await learning.reflections(other, participation),
        await learning.sectionPage(other, participation, 'power'),
        await learning.overview(other, participation),
        await learning.assignments(other),
        await learning.ownModules(other),
        await learning.library(other),
        await learning.teamProgress(other, team),
      ])
      expect(seen).not.toContain(canary)
    }
  })

  test('no fact and no evidence holds a word of it', async () => {
    const { learning, evidence, ben, db } = await classroom()
    await learning.saveReflection(ben, participation, 'power', 'visit', canary)
    await completeModule({ learning }, ben)
    expect(JSON.stringify(await factsOf(db.read, ben.person))).not.toContain(canary)
    expect(JSON.stringify(await evidence.own(ben))).not.toContain(canary)
  })
})

describe('a team', () => {
  test('is given a toolkit by its manager, once: again moves the date', async () => {
    const { learning, amara, ben, team, clock } = await classroom()
    const today = londonDay(clock.at)
    const first = value(
      await learning.assign(amara, team, { toolkit: participation, dueOn: addDays(today, 14) }),
    )
    const again = value(
      await learning.assign(amara, team, { toolkit: participation, dueOn: addDays(today, 21) }),
    )
    expect(again).toEqual({ ...first, dueOn: addDays(today, 21) })
    expect(await learning.assignments(ben)).toMatchObject([
      {
        title: 'Participation',
        teamName: 'Family Support East',
        dueOn: addDays(today, 21),
        state: 'not-started',
        sectionsDone: 0,
        minutesLeft: 18,
        place: { section: 'power', number: 1, title: 'Power in the visit', item: 'chair' },
      },
    ])
  })

  test('is given what a member has begun already: it stands among their modules once', async () => {
    const { learning, amara, ben, team, clock } = await classroom()
    expect(await learning.ownModules(ben)).toEqual([])
    await learning.saveReflection(ben, participation, 'power', 'visit', 'By the window.')
    const begun = { toolkit: participation, state: 'in-progress', place: { section: 'power' } }
    expect(await learning.ownModules(ben)).toMatchObject([
      { ...begun, assignment: null, dueOn: null },
    ])
    expect(await learning.ownModules(amara)).toEqual([])
    const dueOn = addDays(londonDay(clock.at), 14)
    await learning.assign(amara, team, { toolkit: participation, dueOn })
    expect(await learning.ownModules(ben)).toMatchObject([{ ...begun, dueOn }])
    expect(await learning.ownModules(ben)).toHaveLength(1)
  })

  test('is given nothing by anybody else, nothing unknown, and nothing for a past day', async () => {
    const { learning, amara, ben, others, team, clock } = await classroom()
    const dueOn = londonDay(clock.at)
    for (const other of [ben, others.grace, others.jo, others.zoe]) {
      expect(await learning.assign(other, team, { toolkit: participation, dueOn })).toMatchObject({
        error: { code: 'not_found' },
      })
    }
    const unknown = { toolkit: toolkitId.parse('none'), dueOn }
    expect(await learning.assign(amara, team, unknown)).toMatchObject({
      error: { code: 'invalid', field: 'toolkit' },
    })
    const late = { toolkit: participation, dueOn: addDays(dueOn, -1) }
    expect(await learning.assign(amara, team, late)).toMatchObject({ error: { field: 'dueOn' } })
    expect(value(await learning.teamProgress(amara, team))).toEqual([])
  })

  test('its manager sees who started and who is done, and neither minutes nor words', async () => {
    const { learning, amara, ben, chloe, team, clock } = await classroom()
    const dueOn = addDays(londonDay(clock.at), 7)
    await learning.assign(amara, team, { toolkit: participation, dueOn })
    await completeModule({ learning }, ben)
    await learning.touchActive(chloe, participation, 'power', 30_000)
    const [row, ...more] = value(await learning.teamProgress(amara, team))
    expect(more).toEqual([])
    expect(row).toEqual({
      assignment: row?.assignment,
      toolkit: participation,
      title: 'Participation',
      hasCase: true,
      dueOn,
      people: [
        { person: amara.person, state: 'not-started' },
        { person: ben.person, state: 'done', doneOn: '2026-11-25' },
        { person: chloe.person, state: 'in-progress' },
      ],
    })
  })

  test('is seen by its manager alone', async () => {
    const { learning, ben, others, team } = await classroom()
    for (const other of [ben, others.grace, others.jo, others.zoe]) {
      expect(await learning.teamProgress(other, team)).toMatchObject({
        error: { code: 'not_found' },
      })
    }
  })
})

describe('completing the module', () => {
  test('is attested once, with facts, in the transaction that completes it', async () => {
    const { learning, evidence, ben, clock } = await classroom()
    await learning.touchActive(ben, participation, 'power', 120_000)
    clock.at += 600_000
    await completeModule({ learning }, ben)
    await learning.saveAndContinue(ben, participation, 'record')
    await learning.answer(ben, participation, 'power', 'chair', ['leave'])
    expect((await evidence.own(ben)).map((one) => one.fact)).toEqual([
      {
        kind: 'module-completed',
        toolkit: participation,
        title: 'Participation',
        version: '1.0.0',
        release: release('a').hash,
        sections: 3,
        checks: 2,
        activeMinutes: 2,
        completedAt: clock.at,
      },
    ])
    expect(value(await learning.overview(ben, participation))).toMatchObject({
      doneOn: '2026-11-25',
      place: null,
      progress: { state: 'done', minutesLeft: 0 },
    })
  })

  test('leaves nothing behind when it cannot be attested', async () => {
    const { learning, evidence, ben } = await classroom()
    const attest = evidence.attestIn.bind(evidence)
    await learning.answer(ben, participation, 'power', 'chair', ['move'])
    await learning.saveAndContinue(ben, participation, 'power')
    await learning.answer(ben, participation, 'rights', 'needs', ['space'])
    await learning.saveAndContinue(ben, participation, 'rights')
    evidence.attestIn = () => Promise.reject(new Error('the disk is full'))
    await expect(learning.saveAndContinue(ben, participation, 'record')).rejects.toThrow('disk')
    expect(value(await learning.overview(ben, participation)).progress.sectionsDone).toBe(2)
    evidence.attestIn = attest
    await learning.saveAndContinue(ben, participation, 'record')
    expect(await evidence.own(ben)).toHaveLength(1)
  })

  test('two windows at once complete it once', async () => {
    const { learning, evidence, ben } = await classroom()
    await Promise.all([completeModule({ learning }, ben), completeModule({ learning }, ben)])
    await completeModule({ learning }, ben)
    expect(await evidence.own(ben)).toHaveLength(1)
  })
})

test('active time counts what was measured, never more than passed', async () => {
  const { learning, ben, clock } = await classroom()
  const minutes = async () => value(await learning.overview(ben, participation)).activeMinutes
  await learning.touchActive(ben, participation, 'power', 60_000)
  await learning.touchActive(ben, participation, 'power', 60_000)
  await learning.touchActive(ben, participation, 'power', 60_000)
  expect(await minutes()).toBe(1)
  clock.at += 60_000
  await learning.touchActive(ben, participation, 'rights', 3_600_000)
  expect(await minutes()).toBe(2)
})

test('R1: learning facts are append-only in the file itself', async () => {
  const file = join(testFolder(), 'facts.sqlite')
  migrate(file)
  const db = openDatabase(file)
  const ben = personId.parse(systemRandom.uuid())
  await db.tx((tx) =>
    appendFact(tx, systemRandom.uuid(), {
      ...{ person: ben, toolkit: participation, release: release('a').hash, at: 1 },
      verb: 'started',
      payload: {},
    }),
  )
  db.close()
  const raw = new SQLite(file)
  expect(() => raw.exec('update learning_facts set at = 2')).toThrow('append-only')
  expect(() => raw.exec('delete from learning_facts')).toThrow('append-only')
  raw.close()
})

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.message}`)
  return outcome.value
}
