import { expect, test } from 'vitest'
import { day } from '#server/platform/rules/london.ts'
import {
  entryForm,
  isSame,
  maxWords,
  realDay,
  typedDateOf,
  unfinished,
} from '#server/cpd/rules/entry/entry.ts'
import { keepsEveryMs, keepsVersion } from '#server/cpd/rules/entry/revision.ts'
import { draftOf, peersText } from '#server/cpd/rules/entry/draft.ts'
import { roomId, toolkitId } from '#server/platform/rules/ids.ts'
import { evidenceNumber, owner, piece, socialWorkEngland as swe } from './cpd-cast.ts'

const today = day.parse('2026-11-27')
const form = (fields: Record<string, string>) => entryForm.safeParse(fields)

test('an empty form is a valid draft', () => {
  const parsed = form({})
  expect(parsed.success && parsed.data.written).toEqual({
    fields: {
      activityType: null,
      date: null,
      description: '',
      learnt: '',
      impact: '',
      peerLearning: '',
      others: {},
    },
    typedDate: null,
    minutes: null,
    participatoryMinutes: null,
  })
})

test('signs that cannot be seen answer no question', () => {
  const parsed = form({ learnt: '\u200b', impact: ' \u2060\u00ad ', peerLearning: '\u200bx' })
  if (!parsed.success) throw new Error('a draft is never refused for an empty field')
  expect(parsed.data.written.fields).toMatchObject({
    learnt: '',
    impact: '',
    peerLearning: '\u200bx',
  })
})

test('half a date is kept as it was typed, and asked about only when it is marked as ready', () => {
  const parsed = form({ 'date-day': '31', 'date-month': '2', 'date-year': '2026' })
  if (!parsed.success) throw new Error('a draft is never refused for its date')
  expect(parsed.data.written.fields.date).toBeNull()
  expect(parsed.data.written.typedDate).toEqual({ day: '31', month: '2', year: '2026' })
  const entry = piece(1, {
    fields: { date: null },
    typedDate: parsed.data.written.typedDate,
  })
  expect(typedDateOf(entry)).toEqual({ day: '31', month: '2', year: '2026' })
  expect(unfinished(swe, entry, today)).toEqual([
    { field: 'date', message: 'Enter a real date, such as 27 3 2026.' },
  ])
})

test('real days are real days', () => {
  expect(realDay({ day: '29', month: '2', year: '2028' })).toBe('2028-02-29')
  expect(realDay({ day: '29', month: '2', year: '2026' })).toBeNull()
  expect(realDay({ day: '1', month: '12', year: '26' })).toBeNull()
  expect(realDay({ day: '', month: '', year: '' })).toBeNull()
})

test('a text may have 10,000 characters and not one more; what else is sent is refused', () => {
  expect(form({ learnt: 'x'.repeat(maxWords) }).success).toBe(true)
  expect(form({ learnt: 'x'.repeat(maxWords + 1) }).success).toBe(false)
  expect(form({ owner: 'somebody else' }).success).toBe(false)
  expect(form({ learnt: 'bell\u0007' }).success).toBe(false)
  expect(form({ 'other-Not An Id': 'x' }).success).toBe(false)
  expect(form({ 'other-own-question': 'x'.repeat(maxWords + 1) }).success).toBe(false)
  expect(form({ minutes: '90.5' }).success).toBe(false)
})

test('ready needs the required answers, not the peer question', () => {
  const complete = piece(1)
  expect(unfinished(swe, complete, today)).toEqual([])
  const empty = piece(2, {
    fields: { activityType: null, date: null, description: '', learnt: '', impact: '' },
  })
  expect(unfinished(swe, empty, today).map((error) => error.field)).toEqual([
    'activityType',
    'description',
    'date',
    'learnt',
    'impact',
  ])
  expect(unfinished(swe, piece(3, { fields: { activityType: 'made-up' } }), today)).toHaveLength(1)
})

test('what has not happened yet cannot be ready', () => {
  const ahead = piece(1, { fields: { date: day.parse('2026-11-28') } })
  expect(unfinished(swe, ahead, today)).toEqual([
    { field: 'date', message: 'The date must be today or before.' },
  ])
})

test('a draft holds facts, and only words that the person wrote', () => {
  const draft = draftOf(
    swe,
    owner,
    {
      id: evidenceNumber(1),
      person: owner,
      at: Date.parse('2026-11-26T11:32:00Z'),
      fact: {
        kind: 'room-attended',
        room: roomId.parse('20000000-0000-4000-8000-000000000001'),
        toolkit: toolkitId.parse('participation'),
        title: 'The quiet visit',
        format: 'swott',
        formatTitle: 'SWOTT team case study',
        stagesOpened: 2,
        phases: ['Welcome', 'Write'],
        phasesOpened: 10,
        minutesPresent: 88,
        peers: [{ jobTitle: 'Social worker', count: 3 }],
        facilitatorJobTitle: 'Team manager',
        startedAt: Date.parse('2026-11-26T10:00:00Z'),
        endedAt: Date.parse('2026-11-26T11:30:00Z'),
      },
    },
    { learnt: 'I filled the silence.' },
  )
  expect(draft).toMatchObject({
    id: evidenceNumber(1),
    status: 'draft',
    fields: {
      activityType: 'group-case-discussion',
      date: '2026-11-26',
      description: '',
      learnt: 'I filled the silence.',
      impact: '',
      peerLearning: '',
      others: {},
    },
    minutes: 88,
    participatoryMinutes: 88,
    savedAt: null,
  })
})

test('peers are job titles and numbers', () => {
  expect(
    peersText([
      { jobTitle: 'Social worker', count: 3 },
      { jobTitle: 'Team manager', count: 1 },
      { jobTitle: 'IRO', count: 2 },
      { jobTitle: 'Deputy', count: 2 },
    ]),
  ).toBe('3 social workers, 1 team manager, 2 IROs, 2 deputies')
})

test('earlier versions: each deliberate save, every ten minutes of typing, and before a large loss', () => {
  const before = { ...piece(1).fields, learnt: 'A long thought. '.repeat(10).trim() }
  const typed = { ...before, learnt: `${before.learnt} And one more.` }
  const at = Date.parse('2026-11-26T12:00:00Z')
  const keeps = (more: Partial<Parameters<typeof keepsVersion>[2]>, next = typed) =>
    keepsVersion(before, next, { deliberate: false, lastKeptAt: at - 60_000, at, ...more })
  expect(keeps({})).toBe(false)
  expect(keeps({ deliberate: true })).toBe(true)
  expect(keeps({ deliberate: true }, before)).toBe(false)
  expect(keeps({ lastKeptAt: at - keepsEveryMs })).toBe(true)
  expect(keeps({}, { ...before, learnt: 'x' })).toBe(true)
})

test('two versions are the same when every answer is', () => {
  const a = { fields: piece(1).fields, typedDate: null, minutes: 5, participatoryMinutes: null }
  expect(isSame(a, { ...a, fields: { ...a.fields } })).toBe(true)
  expect(isSame(a, { ...a, minutes: 6 })).toBe(false)
  expect(isSame(a, { ...a, fields: { ...a.fields, learnt: 'else' } })).toBe(false)
})
