import { expect, test } from 'vitest'
import { activityText, answerText, hoursText, othersFor } from '#server/cpd/rules/entry/answer.ts'
import { entryForm, isSame, mergedWritten } from '#server/cpd/rules/entry/entry.ts'
import { profile, type Profile } from '#server/cpd/rules/regulator/profile.ts'
import { spottedInEntry } from '#server/cpd/rules/confidentiality/spotted.ts'
import { piece, socialWorkEngland as swe } from './cpd-cast.ts'

/** A regulator that asks with whom the discussion was. */
const asksPartner: Profile = {
  ...swe,
  fields: [
    ...swe.fields,
    { id: 'minutes', question: 'How long?', required: false, kind: 'hours' },
    { id: 'part-of-the-code', question: 'Which part?', required: false, kind: 'text' },
    { id: 'partner-agreed', question: 'They agreed.', required: false, kind: 'tick' },
    { id: 'partner-name', question: 'Who?', required: false, kind: 'line' },
  ],
}
const named = { 'part-of-the-code': 'Prioritise people', 'partner-name': 'Nia Rees' }
const agreed = { ...named, 'partner-agreed': 'yes' }

test('an answer is plain text, in the form’s own way of writing dates and times', () => {
  const entry = { ...piece(1, { fields: { others: agreed } }), minutes: 95 }
  const answer = (id: string) => answerText(asksPartner, entry, id)
  expect(answer('activityType')).toBe('Supervision')
  expect(answer('date')).toBe('2026-05-14')
  expect(answerText(asksPartner, entry, 'date', (on) => `on ${on}`)).toBe('on 2026-05-14')
  expect(answer('minutes')).toBe('1 hour 35 minutes')
  expect(answer('part-of-the-code')).toBe('Prioritise people')
  expect(answer('partner-agreed')).toBe('Yes')
  expect([null, 0, 60, 61].map(hoursText)).toEqual(['', '0 minutes', '1 hour', '1 hour 1 minute'])
})

test('★ who the partner was is answered only to who asks it, and only with their consent', () => {
  const withConsent = piece(1, { fields: { others: agreed } })
  const without = piece(1, { fields: { others: named } })
  expect(answerText(asksPartner, withConsent, 'partner-name')).toBe('Nia Rees')
  expect(answerText(asksPartner, without, 'partner-name')).toBe('')
  expect(answerText(swe, withConsent, 'partner-name')).toBe('')
  expect(othersFor([asksPartner], withConsent.fields)).toEqual(agreed)
  expect(othersFor([asksPartner], without.fields)).toEqual({
    'part-of-the-code': 'Prioritise people',
  })
  expect(JSON.stringify(othersFor([swe], withConsent.fields))).not.toContain('Nia')
})

test('a type of activity is called by who knows it, else as the file called it that it came from', () => {
  const brought = piece(1, { fields: { activityType: 'lamps' }, broughtLabel: 'Lighting a lamp' })
  const lamps = { ...swe, activityTypes: [{ id: 'lamps', label: 'Lamps' }] }
  expect(activityText([swe], brought)).toBe('Lighting a lamp')
  expect(activityText([swe, lamps], brought)).toBe('Lamps')
  expect(answerText(swe, brought, 'activityType')).toBe('Lighting a lamp')
  expect(activityText([swe], { ...brought, broughtLabel: null })).toBeNull()
  expect(activityText([swe], piece(1, { broughtLabel: 'No longer' }))).toBe('Supervision')
})

test('the form keeps answers under their own ids, and a box left unticked takes its tick away', () => {
  const posted = entryForm.parse({
    ...{ learnt: 'A thought.', 'other-part-of-the-code': ' Preserve safety ' },
    asked: 'part-of-the-code partner-agreed',
  })
  expect(posted.written.fields.others).toEqual({
    'part-of-the-code': 'Preserve safety',
    'partner-agreed': '',
  })
})

test('a page that does not ask a question leaves its answer as it is', () => {
  const standing = { ...piece(1, { fields: { others: agreed } }) }
  const { written } = entryForm.parse({ learnt: 'Another thought.' })
  const merged = mergedWritten(standing, written)
  expect(merged.fields).toMatchObject({ learnt: 'Another thought.', others: agreed })
  const cleared = entryForm.parse({ asked: 'partner-agreed partner-name' }).written
  expect(mergedWritten(standing, cleared).fields.others).toEqual({
    'part-of-the-code': 'Prioritise people',
  })
  expect(isSame(merged, mergedWritten(merged, written))).toBe(true)
  expect(isSame(merged, mergedWritten(merged, cleared))).toBe(false)
})

test('the confidentiality check reads answers of every kind but the partner’s name', () => {
  const telling = { 'part-of-the-code': 'I rang Mr Okafor.' }
  expect(spottedInEntry(piece(1, { fields: { others: telling } }).fields)).toEqual({
    count: 1,
    field: 'part-of-the-code',
  })
  expect(spottedInEntry(piece(1, { fields: { others: agreed } }).fields).count).toBe(0)
})

test('a profile’s own question has an id, a kind that fits, and a partner only with consent', () => {
  const asks = (id: string, kind: string) =>
    profile.safeParse({
      ...swe,
      fields: [...swe.fields, { id, question: 'What?', required: false, kind }],
    }).success
  expect(asks('own-question', 'text')).toBe(true)
  expect(asks('Own Question', 'text')).toBe(false)
  expect(asks('own-question', 'date')).toBe(false)
  expect(asks('partner-name', 'line')).toBe(false)
  expect(profile.safeParse(asksPartner).success).toBe(true)
})
