import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { CalledOffRooms } from '#app/ui/home/called-off.tsx'
import { londonDay } from '#server/platform/rules/london.ts'

test('a room that was called off is named with its year where the weekday does not tell', () => {
  const today = londonDay(Date.parse('2026-11-29T12:00:00Z'))
  const said = (startsAt: string) =>
    renderToStaticMarkup(
      <CalledOffRooms
        rooms={[{ room: 'r', title: 'The quiet visit', startsAt: Date.parse(startsAt) }]}
        today={today}
      />,
    )
  expect(said('2026-12-03T10:00:00Z')).toContain('on Thursday 3 December, 10am')
  expect(said('2027-12-03T10:00:00Z')).toContain('on 3 December 2027, 10am')
})
