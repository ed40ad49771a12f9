import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addedActiveMs, longestPauseMs } from '#server/learning/rules/active-time.ts'
import { completion } from '#server/learning/rules/completion.ts'
import { progress } from '#server/learning/rules/progress.ts'
import { resume } from '#server/learning/rules/resume.ts'
import { anyFacts, anyPlan, anyWritten, answered, left, started, visitModule } from './cases.ts'

const none: ReadonlySet<string> = new Set()

test('minutes left count what is not read and not done, rounded up', () => {
  const before = progress(visitModule, [], none)
  expect(before).toMatchObject({ state: 'not-started', minutesLeft: 10, sectionsDone: 0 })
  expect(before.sections[0]).toMatchObject({ minutes: 5, minutesLeft: 5, partsDone: 0, parts: 2 })
  // The two minutes before the check count as read once it is answered.
  const after = progress(visitModule, [answered('first-look', 'silence')], none)
  expect(after.sections[0]).toMatchObject({
    state: 'in-progress',
    minutesLeft: 3,
    partsDone: 1,
    parts: 2,
  })
  expect(after).toMatchObject({ state: 'in-progress', minutesLeft: 7 })
})

test('a written reflection counts as a part, and is never required', () => {
  const written = progress(visitModule, [started], new Set(['last-visit']))
  expect(written.sections[0]).toMatchObject({ state: 'in-progress', partsDone: 1, minutesLeft: 1 })
  const facts = [answered('first-look', 'silence'), left('silence', ['first-look'])]
  expect(progress(visitModule, facts, none).sections[0]).toMatchObject({
    state: 'done',
    partsDone: 1,
    minutesLeft: 0,
  })
})

test('done is said exactly when everything is complete, and only then 0 minutes', () => {
  fc.assert(
    fc.property(anyPlan, anyFacts, anyWritten, (plan, facts, written) => {
      const all = completion(plan, facts)
      const shown = progress(plan, facts, written)
      expect(shown.state === 'done').toBe(all.complete)
      expect(shown.minutesLeft === 0).toBe(all.complete)
      shown.sections.forEach((section, index) => {
        expect(section.state === 'done').toBe(all.sections[index]?.complete)
        expect(section.minutesLeft === 0).toBe(section.state === 'done')
        expect(section.minutesLeft).toBeLessThanOrEqual(section.minutes)
        expect(section.partsDone).toBeLessThanOrEqual(section.parts)
      })
      expect(shown.sectionsDone).toBe(all.sections.filter((one) => one.complete).length)
    }),
  )
})

test('doing more never makes more minutes', () => {
  fc.assert(
    fc.property(anyPlan, anyFacts, anyFacts, anyWritten, (plan, some, more, written) => {
      const before = progress(plan, some, written)
      const after = progress(plan, [...some, ...more], written)
      expect(after.minutesLeft).toBeLessThanOrEqual(before.minutesLeft)
    }),
  )
})

test('coming back lands in the same section at the first unfinished item', () => {
  const facts = [answered('chair', 'power')]
  expect(resume(visitModule, facts, none, 'power')).toEqual({
    section: 'power',
    item: 'door',
    begun: true,
  })
  expect(resume(visitModule, [], none, null)).toEqual({
    section: 'silence',
    item: 'first-look',
    begun: false,
  })
})

test('coming back to a finished section goes on to the next open one, round to the first', () => {
  const facts = [answered('first-look', 'silence'), left('silence', ['first-look'])]
  expect(resume(visitModule, facts, none, 'silence')).toMatchObject({
    section: 'power',
    item: 'chair',
  })
  const powerDone = [
    answered('chair', 'power'),
    answered('door', 'power'),
    left('power', ['chair', 'door']),
  ]
  expect(resume(visitModule, powerDone, none, 'power')?.section).toBe('silence')
  expect(resume(visitModule, [...facts, ...powerDone], none, 'power')).toBeNull()
})

test('a section where everything is answered but that was not left lands at its end', () => {
  const facts = [answered('chair', 'power'), answered('door', 'power')]
  expect(resume(visitModule, facts, none, 'power')).toEqual({
    section: 'power',
    item: null,
    begun: true,
  })
})

test('there is a place to go on exactly while the module is not complete', () => {
  const last = fc.constantFrom('s1', 's2', 's9', null)
  fc.assert(
    fc.property(anyPlan, anyFacts, anyWritten, last, (plan, facts, written, where) => {
      const place = resume(plan, facts, written, where)
      const all = completion(plan, facts)
      expect(place === null).toBe(all.complete)
      if (place) {
        const section = all.sections.find((one) => one.section === place.section)
        expect(section?.complete).toBe(false)
      }
    }),
  )
})

test('active time is never longer than what passed, and never than one pause', () => {
  expect(addedActiveMs(30_000, 100_000, 70_000)).toBe(30_000)
  expect(addedActiveMs(3_600_000, 100_000, 90_000)).toBe(10_000)
  expect(addedActiveMs(3_600_000, 100_000, null)).toBe(longestPauseMs)
  expect(addedActiveMs(30_000, 100_000, 200_000)).toBe(0)
  expect(addedActiveMs(-5, 100_000, 0)).toBe(0)
})
