import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ScreenView } from '#app/ui/screen/screen-view.tsx'
import type { Screen } from '#server/rooms/rules/screen.ts'

test('the wall names its phase in the words of every room page, and says who speaks', () => {
  const screen: Screen = {
    title: 'The quiet visit',
    status: 'running',
    startsAt: '2026-11-26T10:00:00.000Z',
    phases: [
      { title: 'Welcome', minutes: 5, state: 'done' },
      { title: 'Write', minutes: 6, state: 'now' },
      { title: 'Own learning', minutes: 10, state: 'ahead' },
    ],
    phase: {
      ...{ title: 'Write', place: 2, question: 'What might explain it?', next: 'Own learning' },
      ...{ withoutNames: true, isClosing: false, minutesLeft: 4, gonePercent: 30 },
      speaks: 'Nobody. We write.',
      shown: { part: 'line', line: 'All write.' },
    },
    parts: [],
    here: null,
  }
  const first = { room: '8e2b', screen, invitation: null }
  const words = renderToStaticMarkup(<ScreenView first={first} />).replace(/<[^>]*>/g, '')
  expect(words).toContain('Phase 2 of 3: Write')
  expect(words).toContain('Who speaks: Nobody. We write.')
})

test('under an order of turns, beside who speaks, the question steps back: nobody scrolls a wall', () => {
  const on = (speaks: string | null): Screen => ({
    ...{ title: 'The quiet visit', status: 'running', startsAt: '2026-11-26T10:00:00.000Z' },
    phases: [{ title: 'Clarify', minutes: 8, state: 'now' }],
    phase: {
      ...{ title: 'Clarify', place: 1, question: 'What do you need to know?', next: null, speaks },
      ...{ withoutNames: false, isClosing: false, minutesLeft: 4, gonePercent: 30 },
      shown: { part: 'turns', turns: [{ name: 'Ben', state: 'now' }] },
    },
    parts: [],
    here: null,
  })
  const shown = (screen: Screen) =>
    renderToStaticMarkup(<ScreenView first={{ room: '8e2b', screen, invitation: null }} />)
  expect(shown(on('Each asks one question.'))).toContain('cc-screen--dense')
  expect(shown(on(null))).not.toContain('cc-screen--dense')
})

test('of somebody who passed twice a wall says only that their turn is over', () => {
  const screen: Screen = {
    ...{ title: 'The quiet visit', status: 'running', startsAt: '2026-11-26T10:00:00.000Z' },
    phases: [{ title: 'Clarify', minutes: 8, state: 'now' }],
    phase: {
      ...{ title: 'Clarify', place: 1, question: 'What do you need to know?', next: null },
      ...{ speaks: null, withoutNames: false, isClosing: false, minutesLeft: 4, gonePercent: 30 },
      shown: { part: 'turns', turns: [{ name: 'Ewa', state: 'over' }] },
    },
    parts: [],
    here: null,
  }
  const first = { room: '8e2b', screen, invitation: null }
  const words = renderToStaticMarkup(<ScreenView first={first} />).replace(/<[^>]*>/g, ' ')
  expect(words).toMatch(/Ewa\s+turn is over/)
})
