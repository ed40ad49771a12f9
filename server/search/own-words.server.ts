import type { Actor } from '#server/access/rules/actor.ts'
import type { Cpd } from '#server/cpd/cpd.server.ts'
import { textIds, textOf } from '#server/cpd/rules/entry/entry.ts'
import type { Diary } from '#server/diary/diary.server.ts'
import type { Learning } from '#server/learning/learning.server.ts'
import type { Notes } from '#server/notes/notes.server.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import type { OwnText } from './rules/hit.ts'
import type { OwnShelf } from './search.server.ts'

/** The reflections that the actor wrote in modules. */
export function ownReflections(learning: Pick<Learning, 'allReflections'>): OwnShelf {
  return async (actor: Actor) =>
    (await learning.allReflections(actor)).flatMap((one): OwnText[] =>
      // An item that is gone has no place any more; its words are offered with the CPD draft.
      one.place === null
        ? []
        : [
            {
              place: { kind: 'reflection', toolkit: one.toolkit, ...one.place },
              title: one.prompt,
              within: `Your reflection in ${one.toolkitTitle}`,
              text: one.text,
            },
          ],
    )
}

/** The entries of the actor's own CPD record. */
export function ownEntries(cpd: Pick<Cpd, 'printable'>): OwnShelf {
  return async (actor: Actor) => {
    const record = await cpd.printable(actor, { kind: 'everything' })
    if (!record.ok) return []
    return record.value.entries.map(({ id, title, fields }) => ({
      place: { kind: 'entry', entry: id },
      title,
      within: 'Your CPD record',
      text: textIds(fields)
        .map((answered) => textOf(fields, answered))
        .filter((words) => words !== '')
        .join('\n'),
    }))
  }
}

/** The notes that the actor made beside the text of a module, with what they highlighted. */
export function ownNotes(notes: Pick<Notes, 'all'>): OwnShelf {
  return async (actor: Actor) =>
    (await notes.all(actor)).flatMap((one): OwnText[] =>
      // Its section is gone: the diary still has it, the module has no place for it.
      one.section === null
        ? []
        : [
            {
              place: {
                kind: 'note',
                toolkit: one.toolkit,
                section: one.section.id,
                item: one.item,
              },
              title: one.section.title,
              within: `Your note in ${one.toolkitTitle}`,
              text: [one.passage?.words ?? '', one.text].filter((words) => words !== '').join('\n'),
            },
          ],
    )
}

/** What the actor wrote into their diary itself; what it gathers is found where it was written. */
export function ownDiary(diary: Pick<Diary, 'entries'>): OwnShelf {
  return async (actor: Actor) =>
    (await diary.entries(actor)).map(({ id, date, text }) => ({
      place: { kind: 'diary', written: id },
      title: dayTextWithYear(date),
      within: 'Your learning diary',
      text,
    }))
}
