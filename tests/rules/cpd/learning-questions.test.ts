import { expect, test } from 'vitest'
import { readProfiles } from '#server/cpd/profiles.server.ts'
import { draftOf } from '#server/cpd/rules/entry/draft.ts'
import { learningAsked, learningIds } from '#server/cpd/rules/regulator/learning-questions.ts'
import { otherYearText } from '#server/cpd/rules/regulator/other-year.ts'
import { yearOf } from '#server/cpd/rules/regulator/year.ts'
import { evidenceId, personId } from '#server/platform/rules/ids.ts'
import { day } from '#server/platform/rules/london.ts'
import { theRoom } from '#tests/services/cpd/cpd-record.ts'

const profiles = readProfiles('content')
const of = (id: string) => {
  const found = profiles.findLast((one) => one.id === id)
  if (!found) throw new Error(`no profile ${id}`)
  return found
}
const asks = (first: string, ...others: string[]) => learningAsked(of(first), others.map(of))
const texts = (...ids: Parameters<typeof asks>) => asks(...ids).questions.map((one) => one.question)

test('everybody is asked the same three answers, each in the words of the first registration', () => {
  for (const profile of profiles) {
    const asked = learningAsked(profile, [])
    expect(new Set(asked.questions.map(({ id }) => id)), profile.id).toEqual(new Set(learningIds))
    for (const { id, question } of asked.questions) {
      if (id === 'peerLearning' && !profile.peer.groupCounts) continue
      expect(profile.fields.find((one) => one.id === id)?.question, profile.id).toBe(question)
    }
  }
  expect(texts('swe')).toEqual([
    'What have you learnt?',
    'What good has it done, or will it do, in your practice and for the people you work with?',
    'What did you learn from discussing it with a peer?',
  ])
  expect(asks('swe').whose).toContain('Social Work England')
  expect(asks('none').whose).toContain('no regulator')
  expect(asks('hcpc').whose).toContain('sets no form')
})

test('a room of the team is never taken for a discussion that a regulator wants with somebody else', () => {
  const nurse = asks('nmc')
  expect(texts('nmc')).toEqual([
    'What did you learn?',
    'How did you change or improve your practice?',
    'What did you learn from the others in the room?',
  ])
  expect(nurse.questions[2]?.hint).toContain('offered beside your draft')
  expect(nurse.later).toBe('The draft also asks you: “Link to the Code”, “Evidence”.')
  // The same where another registration would take it: the draft stands under the first one's.
  expect(asks('nmc', 'swe').questions[2]).toEqual(nurse.questions[2])
  expect(asks('nmc', 'swe').later).toBe(nurse.later)
  expect(texts('swe', 'nmc')[2]).toBe('What did you learn from discussing it with a peer?')
  expect(asks('swe', 'nmc').later).toBe(
    'Nursing and Midwifery Council asks more of you in the draft.',
  )
  expect(asks('hcpc').peerRule).toBeNull()

  const owner = personId.parse('40000000-0000-4000-8000-000000000001')
  const evidence = {
    id: evidenceId.parse('30000000-0000-4000-8000-000000000001'),
    ...{ fact: theRoom, at: theRoom.endedAt, person: owner },
  }
  const own = { learnt: 'To wait.', peerLearning: 'That others wait, too.' }
  const fields = (id: string) => draftOf(of(id), owner, evidence, own).fields
  expect(fields('swe')).toMatchObject(own)
  expect(fields('nmc')).toMatchObject({ learnt: 'To wait.', peerLearning: '' })
})

test('a room in another year is told in the words of one’s own regulator', () => {
  const on = (id: string, endsOn: string | null, at: string) => {
    const dates = { ...of(id), endsOn: endsOn === null ? null : day.parse(endsOn) }
    return otherYearText(
      dates,
      yearOf(dates, day.parse('2026-11-27')),
      yearOf(dates, day.parse(at)),
    )
  }
  expect(on('swe', null, '2026-11-30')).toBeNull()
  expect(on('swe', null, '2026-12-01')).toContain('Each year needs its own 2 pieces.')
  expect(on('nmc', '2027-05-09', '2026-12-01')).toBeNull()
  expect(on('nmc', '2026-11-30', '2026-12-01')).toContain('Each period stands by itself.')
})
