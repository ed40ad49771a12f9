import { expect, test } from 'vitest'
import { familyOf } from '#server/cpd/rules/entry/activity-family.ts'
import { complete, done, openRecord, saveOf } from './cpd-record.ts'

/** Every kind of learning that a record holds, by its id and its family in the picture of a year. */
const kinds = {
  'online-module': 'module',
  'group-case-discussion': 'discussion',
  supervision: 'people',
  training: 'own',
  reading: 'own',
  'podcast-or-video': 'own',
  shadowing: 'people',
  feedback: 'people',
  teaching: 'people',
  project: 'own',
  'early-career-programme': 'people',
  other: 'own',
}

test('an entry of every kind is written by hand, and stands in the list and on the line of the year', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  for (const activityType of Object.keys(kinds)) {
    const { id } = cpd.blankPage(ben).entry
    done(await cpd.create(ben, id, saveOf(complete(activityType, { activityType }))))
  }
  const { rows, timeline, profile } = done(await cpd.record(ben))
  expect(rows.map((row) => row.activityType).sort()).toEqual(Object.keys(kinds).sort())
  for (const { activityType, activity, title } of rows) {
    const label = profile.activityTypes.find((type) => type.id === activityType)?.label
    expect(label, `${activityType}`).toBeDefined()
    expect([activity, title]).toEqual([label, label])
  }
  expect(timeline.marks).toHaveLength(rows.length)
  for (const [type, family] of Object.entries(kinds)) expect(familyOf(type), type).toBe(family)
})
