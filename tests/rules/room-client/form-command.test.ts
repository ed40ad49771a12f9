import { describe, expect, test } from 'vitest'
import { formCommandId, newCommandId } from '#app/room-client/command-id.ts'
import { commandOfForm } from '#app/room-client/form-command.ts'
import { standsAlready } from '#app/room-client/form-repeat.ts'
import { command } from '#server/rooms/rules/commands.ts'
import { fold } from '#server/rooms/rules/view.ts'
import { cardId, log, noMine, room } from './room-cases.ts'

const id = cardId(50)
const read = (fields: Record<string, string>, note = '') =>
  commandOfForm(room, Object.entries({ id, ...fields }), () => note)

describe('a page’s form', () => {
  test('becomes a command that the rules read', () => {
    const form = read({ type: 'card.post', text: 'A card', 'expect.phase': 'write' })
    expect(form.ok && command.safeParse(form.command).success).toBe(true)
    expect(form).toMatchObject({
      command: { body: { text: 'A card' }, expect: { phase: 'write' } },
    })
  })

  test('of a text that came too late offers three ways for the same text', () => {
    const typed = {
      type: 'card.post',
      text: 'Too late',
      'expect.phase': 'write',
      'page.phase': 'write',
      'page.field': 'card',
    }
    expect(read({ ...typed, 'page.as': 'late' })).toMatchObject({
      command: { type: 'card.post', body: { text: 'Too late', phase: 'write', late: true } },
    })
    expect(read({ ...typed, 'page.as': 'note' }, 'Before')).toMatchObject({
      command: {
        type: 'draft.save',
        body: { phase: 'write', field: 'note', text: 'Before\n\nToo late' },
      },
      clears: { phase: 'write', field: 'card' },
    })
    expect(read({ ...typed, 'page.as': 'nothing' })).toMatchObject({
      command: { type: 'draft.save', body: { phase: 'write', field: 'card', text: '' } },
    })
  })

  test('of own learning takes back what was emptied only where all answers stand', () => {
    expect(read({ type: 'learning.save', learnt: '', impact: 'Much' })).toMatchObject({
      command: { body: { impact: 'Much' } },
    })
    const whole = read({ type: 'learning.save', learnt: '', impact: 'Much', 'page.whole': 'yes' })
    expect(whole).toMatchObject({
      command: { body: { learnt: '', impact: 'Much', peerLearning: '' } },
    })
  })

  test('with a name twice, or a name that means harm, is refused', () => {
    const twice: [string, string][] = [
      ['id', id],
      ['type', 'card.post'],
      ['text', 'a'],
      ['text', 'b'],
    ]
    expect(commandOfForm(room, twice).ok).toBe(false)
    expect(commandOfForm(room, [['__proto__', 'x']]).ok).toBe(false)
  })
})

describe('a form that is posted again', () => {
  const view = fold(log)
  const post = (text: string) =>
    command.parse({ id: cardId(5), room, type: 'card.post', body: { text } })

  test('is the same command while its text is the same', () => {
    expect(standsAlready(post('First.'), { view, mine: noMine })).toBe(true)
  })

  test('is another command when its text was edited', () => {
    expect(standsAlready(post('First, edited.'), { view, mine: noMine })).toBe(false)
  })
})

describe('ids', () => {
  test('of a form are the same wherever the page is rendered, and differ by form and page', () => {
    const made = formCommandId('seed', 'card.post')
    expect(made).toBe(formCommandId('seed', 'card.post'))
    expect(
      new Set([made, formCommandId('seed', 'hand.raise'), formCommandId('other', 'card.post')])
        .size,
    ).toBe(3)
    expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('of commands are new each time', () => {
    expect(newCommandId()).not.toBe(newCommandId())
  })
})
