import { expect, test } from 'vitest'
import { factsOf } from '#server/learning/store.server.ts'
import {
  chair,
  classroom,
  completeModule,
  participation,
  release,
  sections,
  visit,
} from './classroom.ts'
import { check, nothing, value } from './reader.ts'

test('a new release keeps answers, ticks and words, and says what changed', async () => {
  const { learning, ben, books, evidence, clock } = await classroom()
  await learning.saveReflection(ben, participation, 'power', 'visit', 'By the window.')
  await completeModule({ learning }, ben)
  const door = { ...chair, id: 'door' }
  const changed = sections.map((section) =>
    section.id === 'power' ? { ...section, items: [door, chair] } : section,
  )
  const change = { severity: 'read' as const, note: 'One check is new.' }
  books.publish(release('b', changed, { version: '1.1.0', change }))
  const overview = value(await learning.overview(ben, participation))
  expect(overview.progress.state).toBe('done')
  expect(overview.changed).toEqual({
    severity: 'read',
    notes: [{ version: '1.1.0', note: 'One check is new.' }],
    sections: [{ section: 'power', title: 'Power in the visit', questions: 1 }],
    retiredAnswers: 0,
    completedByEdit: false,
  })
  expect(await check(learning, ben)).toMatchObject({ chosen: ['move'], answered: true })
  // Its prompt is gone from the module, and the words are still there with it.
  expect(await learning.reflections(ben, participation)).toMatchObject([
    { item: 'visit', prompt: 'Where did you sit?', text: 'By the window.' },
  ])
  clock.at += 60_000
  await learning.answer(ben, participation, 'power', 'door', ['move'])
  expect(await evidence.own(ben)).toHaveLength(1)
})

test('a new release is told until its learner says that they have read it, with all versions in between', async () => {
  const { learning, ben, books } = await classroom()
  await learning.answer(ben, participation, 'power', 'chair', ['move'])
  const say = (severity: 'redo' | 'read' | 'none', note: string) => ({ severity, note })
  books.publish(
    release('b', sections, { version: '1.1.0', change: say('redo', 'The law has changed.') }),
  )
  books.publish(release('c', sections, { version: '1.1.1', change: say('none', 'A comma.') }))
  const { changed } = value(await learning.overview(ben, participation))
  expect(changed).toMatchObject({
    severity: 'redo',
    notes: [{ version: '1.1.0', note: 'The law has changed.' }],
  })
  // Who is in the middle of it hears it where they are.
  const section = async () => value(await learning.sectionPage(ben, participation, 'power'))
  expect((await section()).changed).toEqual({
    ...{ version: '1.1.1', severity: 'redo' },
    notes: [{ version: '1.1.0', note: 'The law has changed.' }],
  })
  value(await learning.sawRelease(ben, participation))
  expect(value(await learning.overview(ben, participation)).changed).toBeNull()
  expect((await section()).changed).toBeNull()
  expect(await check(learning, ben)).toMatchObject({ chosen: ['move'], answered: true })
})

test('an answer to a check that is no longer asked is kept, and that is said', async () => {
  const { learning, ben, books, db } = await classroom()
  const without = sections.map((section) => ({
    ...section,
    items: section.items.filter((item) => item !== chair),
  }))
  books.publish(release('b', without, { retired: ['chair'] }))
  const worked = value(
    await learning.work(ben, participation, 'power', {
      ...nothing,
      intent: { act: 'check', item: 'chair' },
      choices: { chair: ['leave'] },
    }),
  )
  expect(worked.problems.map((one) => one.item)).toEqual(['chair'])
  expect(worked.problems[0]?.message).toMatch(/Your answer is kept/)
  const facts = await factsOf(db.read, ben.person)
  expect(facts.find((one) => one.verb === 'answered')).toMatchObject({
    item: 'chair',
    release: release('a').hash,
    payload: { answer: { chosen: ['leave'] }, nth: 1 },
  })
  expect(value(await learning.overview(ben, participation)).earlierAnswers).toEqual([
    { question: 'What would you change first?', answer: 'Ask the mother to leave' },
  ])
})

test('a new release that leaves out the rest completes the module when its learner says so, not in silence', async () => {
  const { learning, ben, books, evidence } = await classroom()
  await learning.answer(ben, participation, 'power', 'chair', ['move'])
  await learning.saveAndContinue(ben, participation, 'power')
  books.publish(
    release(
      'b',
      sections.filter((one) => one.id === 'power'),
      { version: '2.0.0', retired: ['needs', 'words'] },
    ),
  )
  const { changed } = value(await learning.overview(ben, participation))
  expect(changed).toMatchObject({ completedByEdit: true })
  expect(await evidence.own(ben)).toEqual([])
  value(await learning.sawRelease(ben, participation))
  expect(await evidence.own(ben)).toHaveLength(1)
  expect(value(await learning.overview(ben, participation))).toMatchObject({
    changed: null,
    progress: { state: 'done' },
  })
})

test('a text typed on a page of the older release is kept', async () => {
  const { learning, ben, books } = await classroom()
  const without = sections.map((section) => ({
    ...section,
    items: section.items.filter((item) => item !== visit),
  }))
  books.publish(release('b', without))
  const worked = value(
    await learning.work(ben, participation, 'power', {
      ...nothing,
      intent: { act: 'reflection', item: 'visit' },
      reflections: { visit: 'Typed before the change.' },
    }),
  )
  expect(worked.problems).toEqual([])
  expect(await learning.reflections(ben, participation)).toMatchObject([
    { prompt: 'Where did you sit?', text: 'Typed before the change.' },
  ])
})
