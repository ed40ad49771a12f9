import { describe, expect, test } from 'vitest'
import { factsOf } from '#server/learning/store.server.ts'
import { choiceFingerprint } from '#server/learning/rules/work-fields.ts'
import type { Work } from '#server/learning/rules/work.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { addDays, londonDay } from '#server/platform/rules/london.ts'
import { classroom, participation, sections } from './classroom.ts'
import { check, nothing, reflection, states, value } from './reader.ts'

describe('what reaches the browser', () => {
  test('holds no right answer and no feedback before the check is answered', async () => {
    const { learning, ben } = await classroom()
    for (const { id } of sections) {
      const page = JSON.stringify(value(await learning.sectionPage(ben, participation, id)))
      expect(page).not.toMatch(/FEEDBACK|"correct"/)
    }
    const overview = JSON.stringify(value(await learning.overview(ben, participation)))
    expect(overview).not.toMatch(/FEEDBACK|correct/)
    expect(JSON.stringify(await learning.library(ben))).not.toMatch(/FEEDBACK|"correct"/)
  })

  test('after an answer holds the feedback on what was chosen and on nothing else', async () => {
    const { learning, ben } = await classroom()
    await learning.answer(ben, participation, 'rights', 'needs', ['space'])
    const page = JSON.stringify(value(await learning.sectionPage(ben, participation, 'rights')))
    expect(page).toContain('FEEDBACK-SPACE')
    expect(page).not.toMatch(/FEEDBACK-VOICE|FEEDBACK-SILENCE/)
  })

  test('costs nothing: reading a page changes nothing', async () => {
    const { learning, amara, ben, team, clock } = await classroom()
    await learning.sectionPage(ben, participation, 'power')
    await learning.overview(ben, participation)
    await learning.assign(amara, team, {
      toolkit: participation,
      dueOn: addDays(londonDay(clock.at), 7),
    })
    const [row] = value(await learning.teamProgress(amara, team))
    expect(row?.people.every((one) => one.state === 'not-started')).toBe(true)
  })
})

describe('answering', () => {
  test('keeps the first answer as a fact, and shows the newest', async () => {
    const { learning, ben } = await classroom()
    const first = value(await learning.answer(ben, participation, 'power', 'chair', ['leave']))
    expect(first.feedback?.feedback.heading).toBe('Not quite')
    const second = value(await learning.answer(ben, participation, 'power', 'chair', ['move']))
    expect(second.feedback?.feedback.heading).toBe('Yes, FEEDBACK-MOVE')
    expect(await check(learning, ben)).toMatchObject({ chosen: ['move'], answered: true })
  })

  test('a retry adds nothing', async () => {
    const { learning, ben, db } = await classroom()
    const [one, two] = await Promise.all([
      learning.answer(ben, participation, 'power', 'chair', ['leave']),
      learning.answer(ben, participation, 'power', 'chair', ['leave']),
    ])
    expect(value(one).feedback).toEqual(value(two).feedback)
    await learning.answer(ben, participation, 'power', 'chair', ['leave'])
    const facts = await factsOf(db.read, ben.person)
    expect(facts.map((fact) => fact.verb).sort()).toEqual(['answered', 'started'])
  })

  test('nothing chosen is said at the check, and everything else typed is kept', async () => {
    const { learning, ben } = await classroom()
    const worked = value(
      await learning.work(ben, participation, 'power', {
        ...nothing,
        intent: { act: 'check', item: 'chair' },
        reflections: { visit: 'By the window.' },
      }),
    )
    expect(worked.problems).toEqual([{ item: 'chair', message: 'Choose one answer.' }])
    expect(await reflection(learning, ben)).toMatchObject({ text: 'By the window.' })
  })

  test('"Answer again" opens the check when nothing else was chosen, else it answers', async () => {
    const { learning, ben } = await classroom()
    await learning.answer(ben, participation, 'power', 'chair', ['leave'])
    const again = { ...nothing, intent: { act: 'again' as const, item: 'chair' } }
    await learning.work(ben, participation, 'power', { ...again, choices: { chair: ['leave'] } })
    expect(await check(learning, ben)).toMatchObject({
      chosen: [],
      answered: true,
      feedback: null,
    })
    await learning.work(ben, participation, 'power', { ...again, choices: { chair: ['move'] } })
    expect(await check(learning, ben)).toMatchObject({
      chosen: ['move'],
      feedback: { correct: true },
    })
  })

  test('a choice made but not checked is still there when coming back', async () => {
    const { learning, ben } = await classroom()
    await learning.work(ben, participation, 'power', { ...nothing, choices: { chair: ['move'] } })
    expect(await check(learning, ben)).toMatchObject({
      chosen: ['move'],
      answered: false,
      feedback: null,
    })
  })

  test('an old window takes back nothing that a newer one chose', async () => {
    const { learning, ben } = await classroom()
    const shown = { chair: choiceFingerprint([]) }
    await learning.work(ben, participation, 'power', {
      ...{ ...nothing, shown },
      choices: { chair: ['move'] },
    })
    await learning.work(ben, participation, 'power', { ...nothing, shown })
    expect(await check(learning, ben)).toMatchObject({ chosen: ['move'] })
  })
})

describe('reflections', () => {
  test('are kept, replaced and taken away by their owner', async () => {
    const { learning, ben, clock } = await classroom()
    await learning.saveReflection(ben, participation, 'power', 'visit', ' By the\r\nwindow. ')
    expect(await reflection(learning, ben)).toMatchObject({
      text: 'By the\nwindow.',
      savedAt: clock.at,
    })
    await learning.work(ben, participation, 'power', {
      ...nothing,
      reflections: { visit: 'By the door.' },
      shown: { visit: fingerprint('By the\nwindow.') },
    })
    expect(await reflection(learning, ben)).toMatchObject({ text: 'By the door.' })
    await learning.saveReflection(ben, participation, 'power', 'visit', '  ')
    expect(await reflection(learning, ben)).toMatchObject({ text: '', savedAt: null })
  })

  test('too long a text is refused with all of it, and the rest of the page is kept', async () => {
    const { learning, ben } = await classroom()
    const typed = 'a'.repeat(10_001)
    const worked = value(
      await learning.work(ben, participation, 'power', {
        ...nothing,
        intent: { act: 'next' },
        reflections: { visit: typed },
        choices: { chair: ['move'] },
      }),
    )
    expect(worked).toMatchObject({ goTo: null, problems: [{ item: 'visit', typed }] })
    expect(worked.problems[0]?.message).toContain('10,000')
    expect(await check(learning, ben)).toMatchObject({ chosen: ['move'] })
  })

  test('an old window neither undoes nor overwrites what another has written', async () => {
    const { learning, ben } = await classroom()
    const opened = { ...nothing, shown: { visit: fingerprint('') } }
    await learning.work(ben, participation, 'power', { ...opened, reflections: { visit: 'First' } })
    // The old window typed nothing: its empty field takes nothing away.
    await learning.work(ben, participation, 'power', { ...opened, reflections: { visit: '' } })
    expect(await reflection(learning, ben)).toMatchObject({ text: 'First' })
    // It typed something else: both texts come back, and saving again decides.
    const clash = { ...opened, reflections: { visit: 'Second' } }
    const worked = value(await learning.work(ben, participation, 'power', clash))
    expect(worked.problems).toMatchObject([{ item: 'visit', typed: 'Second', elsewhere: 'First' }])
    expect(await reflection(learning, ben)).toMatchObject({ text: 'First' })
    const knowing = { ...clash, shown: { visit: fingerprint('First') } }
    await learning.work(ben, participation, 'power', knowing)
    expect(await reflection(learning, ben)).toMatchObject({ text: 'Second' })
  })
})

test('a page that never heard the answer to its last post may still save', async () => {
  const { learning, ben } = await classroom()
  const opened = fingerprint('')
  const save = (text: string, shown: string) =>
    learning.work(ben, participation, 'power', {
      ...{ ...nothing, reflections: { visit: text } },
      shown: { visit: shown },
    })
  await save('By the', opened)
  const worked = value(await save('By the window', `${opened} ${fingerprint('By the')}`))
  expect(worked.problems).toEqual([])
  expect(await reflection(learning, ben)).toMatchObject({ text: 'By the window' })
})

describe('leaving a section', () => {
  test('saves everything, names the open checks and stays; then goes on', async () => {
    const { learning, ben } = await classroom()
    const leave: Work = {
      ...nothing,
      intent: { act: 'continue' },
      reflections: { visit: 'By the window.' },
      choices: { chair: ['move'] },
    }
    const stayed = value(await learning.work(ben, participation, 'power', leave))
    expect(stayed.goTo).toBeNull()
    expect(stayed.problems).toEqual([
      { item: 'chair', message: 'Press “Check answer” here: What would you change first?' },
    ])
    expect(await reflection(learning, ben)).toMatchObject({ text: 'By the window.' })
    await learning.answer(ben, participation, 'power', 'chair', ['leave'])
    const left = value(await learning.work(ben, participation, 'power', leave))
    expect(left).toMatchObject({ problems: [], goTo: { section: 'rights' } })
    expect(await states(learning, ben)).toEqual(['done', 'not-started', 'not-started'])
  })

  test('"Next section" goes on without completing, and coming back lands there', async () => {
    const { learning, ben } = await classroom()
    const next = { ...nothing, intent: { act: 'next' as const } }
    const moved = value(await learning.work(ben, participation, 'power', next))
    expect(moved.goTo).toEqual({ section: 'rights', item: null })
    expect(await states(learning, ben)).toEqual(['not-started', 'not-started', 'not-started'])
    expect(value(await learning.overview(ben, participation)).place).toMatchObject({
      section: 'rights',
      number: 2,
      item: 'needs',
    })
  })

  test('coming back lands at the first unfinished item', async () => {
    const { learning, ben } = await classroom()
    await learning.answer(ben, participation, 'power', 'chair', ['leave'])
    const page = value(await learning.sectionPage(ben, participation, 'power'))
    expect(page.unfinished).toBe('visit')
    expect(value(await learning.overview(ben, participation)).place).toMatchObject({
      section: 'power',
      item: 'visit',
    })
  })

  test('a section, a toolkit or an item that does not exist is said so', async () => {
    const { learning, ben } = await classroom()
    expect(await learning.sectionPage(ben, participation, 'none')).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await learning.work(ben, participation, 'none', nothing)).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await learning.answer(ben, participation, 'power', 'none', ['a'])).toMatchObject({
      error: { code: 'stale' },
    })
  })
})
