import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readProfiles } from '#server/cpd/profiles.server.ts'
import { registrationsForm } from '#server/cpd/rules/regulator/registration.ts'
import { day } from '#server/platform/rules/london.ts'
import { testFolder } from '#tests/support/database.ts'
import {
  complete,
  content,
  done,
  fileText,
  openRecord,
  saveOf,
  theModule,
  theRoom,
} from './cpd-record.ts'

const chosen = (regulator: string[], ends: Record<string, string> = {}, first = '') =>
  registrationsForm.parse({
    ...{ regulator, first },
    ...Object.fromEntries(
      Object.entries(ends).flatMap(([id, end]) => {
        const [year = '', month = '', day = ''] = end.split('-')
        return [
          [`ends-${id}-day`, day],
          [`ends-${id}-month`, month],
          [`ends-${id}-year`, year],
        ]
      }),
    ),
  })
const everything = { kind: 'everything' } as const

test('who never chose has Social Work England, as before; who has no regulator is asked for nothing', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  expect(await cpd.summary(ben)).toMatchObject({ profileName: 'Social Work England', needed: 2 })
  expect(done(await cpd.record(ben)).registrations).toHaveLength(1)
  expect(await cpd.chooseRegistrations(ben, chosen(['none']))).toMatchObject({ ok: true })
  expect(await cpd.summary(ben)).toMatchObject({
    ...{ profileName: 'No regulator', countsNothing: true, gaps: [], year: { ends: '2026-12-31' } },
    headline: 'Nothing is counted here.',
  })
})

test('each person is asked about their learning in the words of their own regulator', async () => {
  const { cpd, people } = await openRecord()
  const { ben, chloe } = people
  const today = day.parse('2026-11-27')
  const firstAsked = async (actor: typeof ben) =>
    (await cpd.learning(actor, today)).asked.questions.map(({ question }) => question)[0]
  done(await cpd.chooseRegistrations(ben, chosen(['nmc'], { nmc: '2027-05-09' })))
  expect(await firstAsked(ben)).toBe('What did you learn?')
  expect(await firstAsked(chloe)).toBe('What have you learnt?')
  expect((await cpd.learning(ben, day.parse('2026-12-01'))).otherYear).toBeNull()
  expect((await cpd.learning(chloe, day.parse('2026-12-01'))).otherYear).toContain('Each year')
})

test('a choice that cannot be kept says what to do, and changes nothing', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  const errors = async (form: ReturnType<typeof chosen>) => {
    const answer = await cpd.chooseRegistrations(ben, form)
    if (answer.ok) throw new Error('it was kept')
    return answer.error.errors?.map(({ field }) => field)
  }
  expect(await errors(chosen([]))).toEqual(['regulator'])
  expect(await errors(chosen(['made-up']))).toEqual(['regulator'])
  expect(await errors(chosen(['none', 'swe']))).toEqual(['regulator'])
  expect(await errors(chosen(['nmc']))).toEqual(['ends-nmc-day'])
  expect(await errors(chosen(['nmc'], { nmc: '2027-02-30' }))).toEqual(['ends-nmc-day'])
  expect((await cpd.summary(ben)).profileName).toBe('Social Work England')
})

test('what a completed module speaks to counts for coverage, and is no tag of the person’s', async () => {
  const { cpd, people, attest, words, teams } = await openRecord()
  const { amara, ben, chloe } = people
  words.carried.set('participation', ['SSSC T1', 'SSSC T2'])
  for (const one of [ben, chloe]) {
    const ends = { sssc: '2027-05-09' }
    done(await cpd.chooseRegistrations(one, chosen(['sssc'], ends)))
  }
  const entry = await attest(ben, theModule)
  done(await cpd.markReady(ben, entry, saveOf(complete('the module', { 'date-year': '2026' }))))
  const need = async (actor: typeof ben) =>
    (await cpd.summary(actor)).checklist.find(({ text }) => text.startsWith('Yearly'))?.text
  expect(await need(ben)).toContain('2 of 3')
  expect(await need(chloe)).toContain('0 of 3')
  expect(done(await cpd.entry(ben, entry)).entry.standards).toEqual([])
  expect(await fileText(cpd, ben, 'json')).not.toContain('SSSC T1')

  // The one word for the manager counts the same way.
  const word = async () =>
    done(await cpd.readinessOfTeam(amara, teams.east)).find(({ person }) => person === ben.person)
  expect(await word()).toMatchObject({ state: 'not-yet' })
  words.carried.set('participation', ['SSSC T1', 'SSSC T2', 'SSSC T3'])
  expect((await cpd.summary(ben)).isMet).toBe(true)
  expect(await word()).toMatchObject({ state: 'ready' })
})

/** Ben is a social worker and a nurse; his room is written up for both. */
async function twoRegisters() {
  const opened = await openRecord()
  const { cpd, people, attest } = opened
  const { ben } = people
  done(await cpd.chooseRegistrations(ben, chosen(['nmc', 'swe'], { nmc: '2027-05-09' }, 'swe')))
  const room = await attest(ben, theRoom)
  const answers = complete('the quiet visit', {
    peerLearning: 'A colleague saw the grandmother first.',
    'other-part-of-the-code': 'Prioritise people',
    'other-partner-name': 'Nia Rees',
    'other-partner-pin': '12A3456E',
    ...{ minutes: '88', participatoryMinutes: '88' },
    asked: 'part-of-the-code evidence partner-agreed partner-name partner-pin',
  })
  return { ...opened, ben, room, answers }
}

test('the first registration’s questions come in its form’s order, then what only the other asks', async () => {
  const { cpd, ben, room } = await twoRegisters()
  const page = done(await cpd.entry(ben, room))
  expect(page.profile.fields.map(({ id }) => id)).toEqual([
    ...['activityType', 'description', 'date', 'learnt', 'impact', 'peerLearning'],
  ])
  expect(page.further).toMatchObject([{ name: 'Nursing and Midwifery Council' }])
  expect(page.further[0]?.fields.map(({ id }) => id)).toEqual([
    ...['minutes', 'participatoryMinutes', 'part-of-the-code', 'evidence'],
    ...['partner-agreed', 'partner-name', 'partner-pin'],
  ])
  expect(page.entry).toMatchObject({ minutes: 88, participatoryMinutes: 88 })
  const other = done(await cpd.entry(ben, room, 'nmc'))
  expect(other).toMatchObject({ profile: { id: 'nmc' }, shownFor: 'nmc', further: [] })
  expect(await cpd.entry(ben, room, 'hcpc')).toMatchObject({ ok: false })
})

test('★ the same room leaves differently: never a name for Social Work England, for the NMC with consent', async () => {
  const { cpd, ben, room, answers } = await twoRegisters()
  const every = async (regulator?: string) =>
    [
      await fileText(cpd, ben, 'csv', everything, regulator),
      await fileText(cpd, ben, 'json', everything, regulator ?? 'swe'),
      JSON.stringify(done(await cpd.formPage(ben, room, regulator)).boxes),
    ].map((text) => [text.includes('Nia Rees'), text.includes('12A3456E')])
  const neither = [false, false]
  const both = [true, true]

  done(await cpd.markReady(ben, room, saveOf(answers)))
  expect(await fileText(cpd, ben, 'json', everything)).not.toContain('Nia Rees')
  expect(await every()).toEqual([neither, neither, neither])
  expect(await every('nmc')).toEqual([neither, neither, neither])

  const agreed = { ...answers, 'other-partner-agreed': 'yes' }
  done(await cpd.markReady(ben, room, saveOf(agreed, 1)))
  expect(await every()).toEqual([neither, neither, neither])
  expect(await every('nmc')).toEqual([both, both, both])
  const boxes = done(await cpd.formPage(ben, room, 'nmc')).boxes
  expect(boxes.find(({ id }) => id === 'participatoryMinutes')?.text).toBe('1 hour 28 minutes')
  // The person's own whole record is for no regulator: what they may take along stands in it.
  expect(await fileText(cpd, ben, 'json', everything)).toContain('Nia Rees')
  const shared = done(await cpd.printable(ben, everything))
  expect(shared.profile.id).toBe('swe')
})

test('each registration has its own cycle, its own readiness and its own words for what is missing', async () => {
  const { cpd, ben, room, answers } = await twoRegisters()
  done(await cpd.markReady(ben, room, saveOf({ ...answers, 'other-partner-agreed': 'yes' })))
  const swe = done(await cpd.record(ben))
  expect(swe).toMatchObject({ shownFor: null, cycleWord: 'year', ready: 1, isMet: false })
  const nmc = done(await cpd.record(ben, undefined, 'nmc'))
  expect(nmc).toMatchObject({
    ...{ shownFor: 'nmc', cycleWord: 'period', isMet: false },
    year: { starts: '2024-05-10', ends: '2027-05-09', opens: null },
  })
  const lines = Object.fromEntries(nmc.checklist.map(({ text, state }) => [text, state]))
  expect(lines).toEqual({
    'Reflective discussion: written': 'done',
    'Time: 1 hour 28 minutes of 35 hours': 'part',
    'Time with others: 1 hour 28 minutes of 20 hours': 'part',
    'Reflective accounts: 1 of 5': 'part',
    'Pieces of feedback: 0 of 5': 'miss',
  })
  expect(nmc.gaps.every(({ basis }) => basis?.includes('read 25 November 2026'))).toBe(true)
  expect(nmc.gaps.map(({ text }) => text).join()).not.toContain('practice')
  expect(await cpd.record(ben, undefined, 'sssc')).toMatchObject({ ok: false })
})

test('a cycle of one’s own rolls over at midnight in London on its own border, and nothing is lost', async () => {
  const { cpd, ben, room, answers, turnTo } = await twoRegisters()
  done(await cpd.markReady(ben, room, saveOf(answers)))
  turnTo('2027-05-09T22:59:59.999Z')
  expect(done(await cpd.record(ben, undefined, 'nmc'))).toMatchObject({ daysLeft: 0, ready: 1 })
  turnTo('2027-05-09T23:00:00Z')
  expect(done(await cpd.record(ben, undefined, 'nmc'))).toMatchObject({
    ...{ ready: 0, years: [2030, 2027], yearNames: { 2027: '2024 to 2027' } },
    year: { starts: '2027-05-10', ends: '2030-05-09' },
  })
  expect(done(await cpd.record(ben, 2027, 'nmc'))).toMatchObject({ ready: 1, isCurrent: false })
})

test('a page that asks one regulator’s questions leaves the other’s answers alone', async () => {
  const { cpd, ben, room, answers } = await twoRegisters()
  done(await cpd.save(ben, room, saveOf({ ...answers, 'other-partner-agreed': 'yes' })))
  done(await cpd.save(ben, room, saveOf(complete('something else'), 1)))
  expect(done(await cpd.entry(ben, room)).entry.fields.others).toMatchObject({
    'part-of-the-code': 'Prioritise people',
    'partner-name': 'Nia Rees',
  })
  const stray = { ...complete('it'), 'other-nobody-asks-this': 'CANARY' }
  done(await cpd.save(ben, room, saveOf(stray, 2)))
  expect(JSON.stringify(done(await cpd.entry(ben, room)))).not.toContain('CANARY')
})

test('managers see one word, by each person’s own first registration', async () => {
  const { cpd, people, teams } = await openRecord()
  const { amara, ben, chloe } = people
  done(await cpd.chooseRegistrations(ben, chosen(['none'])))
  done(await cpd.chooseRegistrations(chloe, chosen(['sssc'], { sssc: '2027-03-01' })))
  const seen = done(await cpd.readinessOfTeam(amara, teams.east))
  expect(seen).toContainEqual({ person: ben.person, state: 'ready' })
  expect(seen).toContainEqual({ person: chloe.person, state: 'not-yet' })
  expect(JSON.stringify(seen)).not.toMatch(/none|sssc/)
})

test('Scotland: tags cover the topics, elements are for the person alone, and hours are nowhere', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  done(await cpd.chooseRegistrations(ben, chosen(['sssc'], { sssc: '2027-03-01' })))
  const codes = ['SSSC 1', 'SSSC T1', 'SSSC T2']
  const { id } = done(await cpd.newPage(ben)).entry
  done(await cpd.markReady(ben, id, saveOf(complete('it')), { isNew: true }))
  done(await cpd.setStandards(ben, id, codes))
  const { gaps, checklist } = await cpd.summary(ben)
  expect(gaps.map(({ text }) => text)).toEqual(['Yearly topics: 2 of 3'])
  expect(gaps[0]?.detail).toContain('Adult support and protection')
  expect(JSON.stringify(checklist)).not.toMatch(/hour/i)
  done(await cpd.setStandards(ben, id, [...codes, 'SSSC T3']))
  expect(await cpd.summary(ben)).toMatchObject({
    ...{ isMet: true, gaps: [] },
    // ★ The eight elements are not counted, so nothing says that the year's requirement is met.
    headline:
      'You have met what is counted here. Not counted: the eight core learning elements, which you check yourself.',
  })
})

test('a regulator that is one new file works from the form to the export, without a line of code', async () => {
  const folder = testFolder()
  cpSync(join(content, 'regulators'), join(folder, 'regulators'), { recursive: true })
  cpSync(
    join(import.meta.dirname, 'invented-regulator.yaml'),
    join(folder, 'regulators', 'lighthouse-keepers.yaml'),
  )
  const { cpd, people } = await openRecord(readProfiles(folder))
  const { ben } = people
  const keepers = 'lighthouse-keepers'
  done(await cpd.chooseRegistrations(ben, chosen([keepers], { [keepers]: '2027-04-30' })))
  const page = done(await cpd.newPage(ben))
  expect(page.profile.fields.map(({ id }) => id)).toEqual(['lamp', 'date', 'minutes', 'learnt'])
  expect((await cpd.summary(ben)).gaps.map(({ text }) => text)).toEqual([
    '1 more piece to record',
    '2 hours still to record',
  ])

  const { id } = page.entry
  const night = { 'date-day': '3', 'date-month': '5', 'date-year': '2026', learnt: 'Patience.' }
  const refused = await cpd.markReady(ben, id, saveOf(night), { isNew: true })
  expect(refused).toMatchObject({
    error: { errors: [{ field: 'other-lamp' }, { field: 'minutes' }] },
  })
  const lamp = { ...night, 'other-lamp': '=The great lamp', minutes: '120' }
  done(await cpd.markReady(ben, id, saveOf(lamp, 1)))
  expect(await cpd.summary(ben)).toMatchObject({
    ...{ isMet: true, year: { starts: '2025-05-01', ends: '2027-04-30' }, gaps: [] },
  })
  expect(
    done(await cpd.formPage(ben, id)).boxes.map(({ heading, text }) => [heading, text]),
  ).toEqual([
    ['The lamp', '=The great lamp'],
    ['On which night?', '03/05/2026'],
    ['For how long?', '2 hours'],
    ['What did the sea teach you?', 'Patience.'],
  ])
  expect(await fileText(cpd, ben, 'csv', everything)).toContain(
    '"Which lamp did you tend?","On which night?","For how long?","What did the sea teach you?"',
  )
  expect(await fileText(cpd, ben, 'csv', everything)).toContain(`"'=The great lamp"`)
  expect(JSON.parse(await fileText(cpd, ben, 'json', everything))).toMatchObject({
    profile: { id: keepers },
    entries: [{ others: { lamp: '=The great lamp' }, minutes: 120 }],
  })
})
