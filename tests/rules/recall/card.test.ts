import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitting, mostShown, shortest } from '#server/learning/rules/fitting.ts'
import { addDays, day, daysBetween, londonDay } from '#server/platform/rules/london.ts'
import { cardsOf, sitting, sittingOf } from '#server/recall/rules/card.ts'
import { dueOn } from '#server/recall/schedule.server.ts'

const noon = Date.parse('2026-11-25T12:00:00Z')
const oneDay = 86_400_000
const answer = (item: string, isCorrect: boolean, isSure: boolean, at = noon) => ({
  ...{ item, isCorrect, isSure, at },
})

describe('what comes back', () => {
  test('is what somebody was sure of and got wrong, and nothing else by itself', () => {
    const answers = [
      answer('sure-wrong', false, true),
      answer('sure-right', true, true),
      answer('guessed-wrong', false, false),
    ]
    expect(cardsOf(answers, [], []).map((one) => one.item)).toEqual(['sure-wrong'])
  })

  test('stays so when the check is answered again at once, and right', () => {
    const answers = [answer('chair', false, true), answer('chair', true, true, noon + 60_000)]
    expect(cardsOf(answers, [], [])).toMatchObject([{ item: 'chair', since: noon }])
  })

  test('follows what its person says: bring it back, or let it rest', () => {
    const wrong = [answer('chair', false, true)]
    const rest = [{ item: 'chair', wish: 'rest' as const, at: noon + 1 }]
    expect(cardsOf(wrong, [], rest)).toEqual([])
    const back = [{ item: 'door', wish: 'back' as const, at: noon }]
    expect(cardsOf([answer('door', false, false)], [], back)).toMatchObject([{ item: 'door' }])
  })

  test('does not depend on the order in which the answers are read', () => {
    const recalled = [1, 2, 3].map((nth) => ({
      ...{ item: 'chair', nth, at: noon + nth * oneDay, isCorrect: nth !== 2 },
    }))
    const one = cardsOf([answer('chair', false, true)], recalled, [])
    fc.assert(
      fc.property(fc.shuffledSubarray(recalled, { minLength: 3 }), (shuffled) => {
        expect(cardsOf([answer('chair', false, true)], shuffled, [])).toEqual(one)
      }),
    )
  })
})

describe('when it comes back', () => {
  test('is days away, never the next day, and further away after each right answer', () => {
    let reviews: { at: number; isCorrect: boolean }[] = []
    let last = noon
    const gaps: number[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      const due = dueOn({ item: 'chair', since: noon, reviews })
      gaps.push(daysBetween(londonDay(last), due))
      last = Date.parse(`${due}T12:00:00Z`)
      reviews = [...reviews, { at: last, isCorrect: true }]
    }
    expect(gaps[0]).toBe(2)
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b))
    expect(gaps.at(-1)).toBeGreaterThan(20)
  })

  test('is sooner after a wrong answer than after a right one, and always to come', () => {
    const days = fc.array(fc.record({ days: fc.nat(60), isCorrect: fc.boolean() }), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(days, (turns) => {
        let at = noon
        const reviews = turns.map((turn) => {
          at += turn.days * oneDay
          return { at, isCorrect: turn.isCorrect }
        })
        const due = (isCorrect: boolean) =>
          dueOn({ item: 'chair', since: noon, reviews: [...reviews, { at, isCorrect }] })
        expect(daysBetween(londonDay(at), due(false))).toBeGreaterThanOrEqual(2)
        expect(due(false) <= due(true)).toBe(true)
        expect(daysBetween(londonDay(at), due(true))).toBeLessThanOrEqual(365)
      }),
    )
  })

  test('a sitting is a minute: the longest waiting first, and never nothing when one is due', () => {
    const today = day.parse('2026-11-25')
    const card = fc.record({
      dueOn: fc.integer({ min: -30, max: 30 }).map((days) => addDays(today, days)),
      seconds: fc.integer({ min: 10, max: 90 }),
    })
    fc.assert(
      fc.property(fc.array(card, { maxLength: 8 }), (cards) => {
        const now = sittingOf(cards, today)
        const due = cards.filter((one) => one.dueOn <= today)
        expect(now.length > 0).toBe(due.length > 0)
        expect(now.every((one) => one.dueOn <= today)).toBe(true)
        if (now.length > 1) {
          expect(now.reduce((sum, one) => sum + one.seconds, 0)).toBeLessThanOrEqual(sitting)
        }
      }),
    )
  })
})

test('what fits is never longer than the minutes there are, and little enough to choose from', () => {
  const due = fc.constantFrom(null, day.parse('2026-12-01'), day.parse('2026-12-24'))
  const doable = fc.record({
    kind: fc.constantFrom('section' as const, 'briefing' as const),
    toolkit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'),
    minutes: fc.integer({ min: 1, max: 40 }),
    begun: fc.boolean(),
    dueOn: due,
  })
  const back = { kind: 'recall' as const, toolkit: null, minutes: 1, begun: false, dueOn: null }
  fc.assert(
    fc.property(
      fc.array(doable, { maxLength: 20 }),
      fc.integer({ min: 1, max: 30 }),
      (all, have) => {
        const fits = fitting(have, [...all, back])
        expect(fits[0]).toEqual(back)
        expect(fits.every((one) => one.minutes <= have)).toBe(true)
        expect(fits.length).toBeLessThanOrEqual(mostShown)
        expect(new Set(fits.map((one) => one.toolkit)).size).toBe(fits.length)
        const least = shortest(all)
        expect(all.every((one) => one.minutes >= (least?.minutes ?? 0))).toBe(true)
      },
    ),
  )
})
