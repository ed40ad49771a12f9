import { afterEach, expect, test, vi } from 'vitest'
import type { RawCommand } from '#app/room-client/form-command.ts'
import { keepAsNote } from '#app/room-client/kept-note.ts'
import { decisionsFor, phaseOf } from '#app/room-client/refused-texts.ts'
import { paths } from '#app/paths.ts'
import type { LogEvent } from '#server/rooms/rules/events.ts'
import { applyEvent, fold } from '#server/rooms/rules/view.ts'
import { amara, ben, log, room } from './room-cases.ts'

const at = '2026-11-26T10:20:00.000Z'
const closed: LogEvent = {
  stream: 'room',
  seq: log.length + 1,
  type: 'room.closed',
  at,
  actor: amara,
  body: {},
}
const open = fold(log)
const over = applyEvent(open, closed) ?? open
const command = (type: string, body: Record<string, unknown>): RawCommand => ({
  ...{ id: '00000000-0000-4000-8000-00000000000f', room, type, body, expect: {} },
})

afterEach(() => vi.unstubAllGlobals())

test('G7: after the close a text can be kept as a private note or thrown away, and not be sent late', () => {
  const card = command('card.post', { text: 'Half a sentence', phase: 'theme' })
  expect(decisionsFor(card, over)).toEqual(['note', 'nothing'])
  // One that names no phase belongs to the last that was opened.
  const learnt = command('learning.save', { learnt: 'To ask first.' })
  expect(phaseOf(learnt, over)?.id).toBe('theme')
  expect(decisionsFor(learnt, over)).toEqual(['note', 'nothing'])
  // ★ A room that was closed before any phase has no place for notes.
  const never = applyEvent(fold(log.slice(0, 2)), { ...closed, seq: 3 })
  expect(never && decisionsFor(learnt, never)).toEqual(['nothing'])
})

test('it is kept when the room’s page answers, and only then', async () => {
  const asked: string[] = []
  const answer = (path: string, ok = true) => {
    vi.stubGlobal('fetch', (_address: string, { body }: { body: URLSearchParams }) => {
      asked.push(body.toString())
      return Promise.resolve({ ok, url: `https://casecircle.test${path}` })
    })
  }
  const keep = () => keepAsNote(room, { person: ben, phase: 'write', text: 'Half a sentence' })
  answer(paths.room(room))
  expect(await keep()).toBe(true)
  expect(Object.fromEntries(new URLSearchParams(asked[0]))).toMatchObject({
    ...{ type: 'draft.save', text: 'Half a sentence' },
    ...{ 'page.as': 'note', 'page.person': ben, 'page.phase': 'write' },
  })
  // Signed out, somebody else's session, or no network.
  answer('/sign-in')
  expect(await keep()).toBe(false)
  answer(paths.roomCommands(room), false)
  expect(await keep()).toBe(false)
  vi.stubGlobal('fetch', () => Promise.reject(new Error('offline')))
  expect(await keep()).toBe(false)
})
