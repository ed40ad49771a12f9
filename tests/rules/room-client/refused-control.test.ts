import { expect, test } from 'vitest'
import { refusedControl } from '#app/ui/room/refused-control.ts'
import type { RoomRefusal } from '#app/ui/room/room-page.ts'
import { fold } from '#server/rooms/rules/view.ts'
import type { View } from '#server/rooms/rules/shapes.ts'
import { log } from './room-cases.ts'

const view = fold(log)
const agreeing: View = {
  ...view,
  phases: view.phases.map((phase) => (phase.id === 'theme' ? { ...phase, kind: 'agree' } : phase)),
  actions: [{ action: 'a1', text: 'Ring the school' }],
}

function refused(type: string, typed: Record<string, string> = {}, field?: string): RoomRefusal {
  const message = 'Write something first.'
  return {
    code: 'invalid',
    errors: [field ? { field, message } : { message }],
    typed: { type, ...typed },
  }
}

test('a refused text leads to the field in which it stands, one of another phase to none', () => {
  const card = (phase: string) => refused('card.post', { 'page.phase': phase }, 'text')
  expect(refusedControl(view, card('theme'))).toBe('card-theme')
  expect(refusedControl(view, card('write'))).toBeUndefined()
  expect(refusedControl(view, refused('theme.make', {}, 'title'))).toBe('new-theme')
  expect(refusedControl(agreeing, refused('theme.make', {}, 'title'))).toBeUndefined()
  const themed: View = { ...view, themes: [{ theme: 't1', title: 'Who decides' }] }
  expect(refusedControl(themed, refused('theme.rename', { theme: 't1' }, 'title'))).toBe(
    'rename-t1',
  )
  expect(refusedControl(view, refused('theme.rename', { theme: 't1' }, 'title'))).toBeUndefined()
  const note = refused('draft.save', { 'page.phase': 'theme' })
  expect(refusedControl(agreeing, note)).toBe('note-theme')
})

test('what is missing of an action leads to its own field; a fault of no field leads nowhere', () => {
  expect(refusedControl(agreeing, refused('action.add', {}, 'due'))).toBe('new-action-due')
  const change = refused('action.change', { action: 'a1' }, 'text')
  expect(refusedControl(agreeing, change)).toBe('change-a1-text')
  expect(refusedControl(agreeing, refused('action.change', { action: 'gone' }, 'text'))).toBe(
    undefined,
  )
  expect(refusedControl(agreeing, refused('action.add'))).toBeUndefined()
  expect(refusedControl(agreeing, refused('phase.next'))).toBeUndefined()
})
