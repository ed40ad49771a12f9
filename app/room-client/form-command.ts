import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import type { Refusal } from '#server/platform/rules/outcome.ts'
import { commandFromForm } from '#server/rooms/rules/form.ts'
import { noteWith } from '#server/rooms/rules/kept-note.ts'
import type { Learning } from '#server/rooms/rules/shapes.ts'

/** A command before the rules have looked at it: what a form or a page puts together. */
export type RawCommand = {
  id: string
  room: string
  type: string
  body: Record<string, unknown>
  expect: Record<string, unknown>
}

export type ReadCommand =
  | {
      ok: true
      command: RawCommand
      /** The draft that is thrown away once the command was accepted: its text has gone elsewhere. */
      clears?: { phase: string; field: string }
    }
  | { ok: false; error: Refusal }

export const learningFields = [
  'learnt',
  'impact',
  'peerLearning',
] as const satisfies readonly (keyof Learning)[]

const isQuestion = (name: string): boolean => learningFields.some((one) => one === name)

/**
 * The command in the fields of one of our pages' forms, read by the protocol's own rule. Names that
 * begin with `page.` are the page's own: `page.as` says what a button does with the text of
 * `page.phase` and `page.field`, and `page.shown.learnt` is the mark of what the page showed there.
 * `noteOf` is one's own note of a phase, which a kept text is added to.
 */
export function commandOfForm(
  room: string,
  entries: Iterable<[string, unknown]>,
  noteOf: (phase: string) => string = () => '',
): ReadCommand {
  const fields: [string, string][] = []
  const page = new Map<string, string>()
  for (const [name, value] of entries) {
    const text = typeof value === 'string' ? value : ''
    if (name.startsWith('page.')) page.set(name, text)
    else fields.push([name, text])
  }
  const read = commandFromForm(fields)
  if (!read.ok) return read
  const { id = '', type = '', expect } = read.value
  const body: Record<string, unknown> = { ...read.value.body }
  const as = page.get('page.as')
  if (as) return usedAs(as, { id, room, page, text: textIn(body), noteOf, type, body, expect })
  // Taking a draft away is saving it empty; a form cannot say that otherwise.
  if (type === 'draft.save') body['text'] ??= ''
  if (type === 'learning.save') {
    return { ok: true, command: { id, room, type, body: changedOf(body, page), expect } }
  }
  return { ok: true, command: { id, room, type, body, expect } }
}

/**
 * The answers that somebody changed in the page; emptied is taken back. What was not touched is left
 * out: it may have been written on another device meanwhile.
 */
function changedOf(typed: Record<string, unknown>, page: ReadonlyMap<string, string>) {
  const answers = learningFields.flatMap((question): [string, unknown][] => {
    const shown = page.get(`page.shown.${question}`)
    const text = typed[question] ?? (shown === undefined ? undefined : '')
    if (text === undefined) return []
    return typeof text === 'string' && fingerprint(text) === shown ? [] : [[question, text]]
  })
  const others = Object.entries(typed).filter(([name]) => !isQuestion(name))
  return Object.fromEntries([...others, ...answers])
}

type Given = RawCommand & {
  page: ReadonlyMap<string, string>
  text: string
  noteOf: (phase: string) => string
}

function usedAs(as: string, given: Given): ReadCommand {
  const { id, room, text, page } = given
  const phase = page.get('page.phase') ?? ''
  const field = page.get('page.field') ?? 'card'
  const draft = (body: Record<string, unknown>) => ({
    ok: true as const,
    command: { id, room, type: 'draft.save', body: { phase, ...body }, expect: {} },
  })
  switch (as) {
    case 'late':
      return {
        ok: true,
        command: { id, room, type: 'card.post', body: { text, phase, late: true }, expect: {} },
      }
    case 'note':
      return {
        ...draft({ field: 'note', text: noteWith(given.noteOf(phase), text) }),
        clears: { phase, field },
      }
    case 'draft':
      return draft({ field, text })
    case 'nothing':
      return draft({ field, text: '' })
    default:
      return {
        ok: true,
        command: { id, room, type: given.type, body: given.body, expect: given.expect },
      }
  }
}

function textIn(body: Record<string, unknown>): string {
  const text = body['text']
  return typeof text === 'string' ? text : ''
}
