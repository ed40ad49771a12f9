import { expect, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { notes as notesTable } from '#db/schema/notes.ts'
import { createCpd } from '#server/cpd/cpd.server.ts'
import { createDiary } from '#server/diary/diary.server.ts'
import { createJobs } from '#server/jobs/jobs.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { createNotes, mostNotes } from '#server/notes/notes.server.ts'
import { newNoteForm, type NewNote } from '#server/notes/rules/note-form.ts'
import { entryShares } from '#server/sharing/entry-shares.server.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { diaryEntryId, noteId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { createRecall } from '#server/recall/recall.server.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import { profiles } from '#tests/services/cpd/cpd-record.ts'
import { classroom, participation, release, sections } from '#tests/services/learning/classroom.ts'
import { nobodyTold } from '#tests/support/nobody-told.ts'

/** A classroom whose power section has words of its own, and a desk for notes and a diary. */
async function desk() {
  const room = await classroom()
  const { db, clock, learning, evidence, organisations, books } = room
  const newId = () => systemRandom.uuid()
  let prose = '<h2>Where you sit</h2><p>Ask the child first. Then wait for the answer.</p>'
  const toolkits = {
    ...books.library,
    section: async (hash: Parameters<typeof books.library.section>[0], id: string) => {
      const text = await books.library.section(hash, id)
      if (!text || id !== 'power') return text
      const [, ...items] = text.blocks
      return { ...text, blocks: [{ kind: 'html' as const, html: prose }, ...items] }
    },
  }
  const notes = createNotes({ db, clock, newId, toolkits })
  const cpd = createCpd({
    ...{ db, clock, random: systemRandom, profiles, evidence, organisations, notes, learning },
    rooms: { ownLearning: () => Promise.resolve(null) },
    standards: { carriedBy: () => Promise.resolve(new Map()) },
    shares: entryShares,
    jobs: createJobs({ db, clock, log: createLog('silent'), tells: nobodyTold }),
    actorFor: (person) => organisations.actorFor(person),
  })
  const recall = createRecall({ db, clock, toolkits, learning })
  const diary = createDiary({ db, clock, newId, notes, learning, cpd, recall })
  /** Adds a note to the power section; answers its id. */
  const write = async (
    actor: Actor,
    what: Partial<Omit<NewNote, 'about'>> & { about?: string },
  ) => {
    const note = newNoteForm.parse({ note: newId(), release: release('a').hash, ...what })
    return value(await notes.add(actor, participation, 'power', note))
  }
  /** Publishes the module with another text in the power section. */
  let edition = 0
  const reword = (html: string) => {
    prose = html
    books.publish(release('bcdef'[(edition += 1)] ?? expect.fail('no more editions')))
  }
  return { ...room, notes, cpd, diary, write, reword }
}

test('a note stands at its section, its heading or its item, and the same post is kept once', async () => {
  const { write, notes, clock, ben } = await desk()
  const note = noteId.parse(systemRandom.uuid())
  await write(ben, { note, text: 'Try this on Friday.' })
  await write(ben, { note, text: 'Try this on Friday.' })
  clock.at += 1
  await write(ben, { about: 'item:chair', text: 'Mine is too high.' })
  clock.at += 1
  await write(ben, { about: 'heading:Where you sit', text: 'See the photo.' })
  const page = value(await notes.inSection(ben, participation, 'power'))
  expect(page.choices.map((one) => one.kind)).toEqual(['section', 'heading', 'item', 'item'])
  expect(page.notes).toMatchObject([
    { about: '', text: 'Try this on Friday.', passage: null },
    { about: 'What would you change first?', item: 'chair' },
    { passage: { words: 'Where you sit', kind: 'same' } },
  ])
})

test('other words under the id of a form that was posted before are kept beside the first', async () => {
  const { write, notes, diary, clock, ben } = await desk()
  const note = noteId.parse(systemRandom.uuid())
  await write(ben, { note, text: 'The first words.' })
  const second = await write(ben, { note, text: 'Other words.' })
  expect(await write(ben, { note, text: 'Other words.' })).toBe(second)
  await write(ben, { note, text: 'The first words.', passage: 'wait for the answer' })
  const { notes: kept } = value(await notes.inSection(ben, participation, 'power'))
  expect(kept.map((one) => one.text).sort()).toEqual([
    'Other words.',
    'The first words.',
    'The first words.',
  ])

  const id = diaryEntryId.parse(systemRandom.uuid())
  const date = londonDay(clock.at)
  for (const text of ['Monday.', 'Monday, and more.', 'Monday, and more.', 'Monday.']) {
    value(await diary.add(ben, { id, date, text }))
  }
  const entries = await diary.entries(ben)
  expect(entries.map((one) => one.text).sort()).toEqual(['Monday, and more.', 'Monday.'])
})

test('a highlight is marked in the page; a reworded section shows it or says that it changed', async () => {
  const { write, notes, learning, reword, ben } = await desk()
  await write(ben, { passage: 'wait for\nthe answer' })
  const before = value(await notes.inSection(ben, participation, 'power'))
  const blocks = [
    {
      kind: 'html',
      html: '<h2>Where you sit</h2><p>Ask the child first. Then wait for the answer.</p>',
    },
  ]
  expect(notes.highlighted(blocks, before)[0]?.html).toContain('>wait for the answer</mark>.')

  reword('<p>New words in front.</p><p>Ask the child first. Then count to ten. They answer.</p>')
  const after = value(await notes.inSection(ben, participation, 'power'))
  expect(after.notes[0]?.passage).toMatchObject({ words: 'wait for the answer', kind: 'gone' })

  reword('<p>Ask the child first. Then wait longer for any answer.</p>')
  const again = value(await notes.inSection(ben, participation, 'power'))
  expect(again.notes[0]?.passage).toMatchObject({ words: 'wait for the answer', kind: 'changed' })
  expect(value(await learning.overview(ben, participation)).progress.state).toBe('not-started')
})

test('words that do not stand in the section are refused, and an empty note too', async () => {
  const { notes, ben } = await desk()
  const note = newNoteForm.parse({ note: systemRandom.uuid(), release: release('a').hash })
  const add = (what: Partial<NewNote>) =>
    notes.add(ben, participation, 'power', { ...note, ...what })
  expect(await add({})).toMatchObject({ error: { code: 'invalid', field: 'text' } })
  expect(await add({ passage: 'nowhere' })).toMatchObject({ error: { field: 'passage' } })
  expect(await add({ about: { kind: 'item', item: 'none' }, text: 'x' })).toMatchObject({
    error: { field: 'about' },
  })
})

test('a toolkit holds so many notes of a person, and says so; the same one again is no new one', async () => {
  const { write, notes, db, ben, chloe } = await desk()
  const kept = await write(ben, { text: 'The first.' })
  const [first] = await db.read.select().from(notesTable)
  if (!first) return expect.fail('no note')
  await db.tx((tx) =>
    tx.insert(notesTable).values(
      Array.from({ length: mostNotes - 1 }, () => ({
        ...first,
        id: noteId.parse(systemRandom.uuid()),
      })),
    ),
  )
  const form = newNoteForm.parse({
    ...{ note: systemRandom.uuid(), release: release('a').hash },
    text: 'One more.',
  })
  const refused = await notes.add(ben, participation, 'power', form)
  expect(refused).toMatchObject({ error: { code: 'invalid', field: 'text' } })
  expect(refused.ok ? '' : refused.error.message).toContain('Remove one')
  await write(ben, { note: kept, text: 'The first.' })
  await write(chloe, { text: 'Mine.' })
  value(await notes.remove(ben, kept))
  value(await notes.add(ben, participation, 'power', form))
  expect(await notes.all(ben)).toHaveLength(mostNotes)
})

test('a note has one reader: nobody else finds, changes, removes or promotes it', async () => {
  const { write, notes, diary, ben, others } = await desk()
  const id = await write(ben, { text: 'Mine.' })
  for (const other of Object.values(others)) {
    for (const tried of [
      await notes.note(other, id),
      await notes.change(other, id, 'Theirs.'),
      await notes.remove(other, id),
      await diary.promoteNote(other, id),
    ]) {
      expect(tried).toMatchObject({ error: { code: 'not_found' } })
    }
    expect(await notes.all(other)).toEqual([])
    expect((await diary.page(other)).days).toEqual([])
  }
  expect(value(await notes.note(ben, id)).text).toBe('Mine.')
})

test('an old window does not overwrite what a newer one saved: note and diary entry', async () => {
  const { write, notes, diary, clock, ben } = await desk()
  const id = await write(ben, { text: 'As it was.' })
  const shown = fingerprint('As it was.')
  value(await notes.change(ben, id, 'From the phone.', shown))
  expect(await notes.change(ben, id, 'From the laptop.', shown)).toMatchObject({
    error: { code: 'stale', field: 'text' },
  })
  expect(value(await notes.note(ben, id)).text).toBe('From the phone.')
  // The same again is no conflict, and whoever has seen both may replace it.
  value(await notes.change(ben, id, 'From the phone.', shown))
  value(await notes.change(ben, id, 'Of both.', fingerprint('From the phone.')))

  const entry = diaryEntryId.parse(systemRandom.uuid())
  const day = { date: londonDay(clock.at), text: 'As it was.' }
  value(await diary.add(ben, { id: entry, ...day }))
  value(await diary.change(ben, entry, { ...day, text: 'From the phone.', shown }))
  expect(await diary.change(ben, entry, { ...day, text: 'Other.', shown })).toMatchObject({
    error: { code: 'stale', field: 'text' },
  })
  expect(value(await diary.entry(ben, entry)).text).toBe('From the phone.')
})

test('a note becomes a CPD draft once, with its words and where it is from', async () => {
  const { write, diary, cpd, ben } = await desk()
  const id = await write(ben, { text: 'I talk too soon.', passage: 'wait for the answer' })
  const entry = value(await diary.promoteNote(ben, id))
  expect(value(await diary.promoteNote(ben, id))).toBe(entry)
  const page = value(await cpd.entry(ben, entry))
  expect(page.entry).toMatchObject({
    status: 'draft',
    fields: {
      description: 'From my note in “Participation”, section “Power in the visit”.',
      learnt: '“wait for the answer”\n\nI talk too soon.',
      date: '2026-11-25',
    },
  })
  // Thrown away, it can be made again.
  await cpd.delete(ben, entry)
  expect(value(await diary.promoteNote(ben, id))).not.toBe(entry)
})

test('notes of a module are offered beside its CPD draft', async () => {
  const { write, learning, cpd, ben } = await desk()
  await write(ben, { text: 'I talk too soon.' })
  await learning.answer(ben, participation, 'power', 'chair', ['move'])
  await learning.answer(ben, participation, 'rights', 'needs', ['space'])
  for (const { id } of sections) await learning.saveAndContinue(ben, participation, id)
  const { nextDraft } = await cpd.summary(ben)
  const page = value(await cpd.entry(ben, nextDraft?.id ?? expect.fail('no draft')))
  expect(page.offers).toMatchObject([{ kind: 'note', text: 'I talk too soon.' }])
})

test('the diary gathers entries, notes and reflections by day, and exports them as JSON', async () => {
  const { write, diary, learning, clock, ben } = await desk()
  const id = diaryEntryId.parse(systemRandom.uuid())
  await write(ben, { text: 'A note.' })
  await learning.saveReflection(ben, participation, 'power', 'visit', 'By the window.')
  clock.at += 86_400_000
  const today = londonDay(clock.at)
  value(await diary.add(ben, { id, date: today, text: 'Supervision went well.' }))
  const { days } = await diary.page(ben)
  expect(days.map(({ date, pieces }) => [date, pieces.map((one) => one.kind).sort()])).toEqual([
    [today, ['entry']],
    ['2026-11-25', ['note', 'reflection']],
  ])
  value(await diary.change(ben, id, { date: today, text: 'Supervision went very well.' }))
  const file = await diary.exportJson(ben)
  for (const text of ['A note.', 'By the window.', 'Supervision went very well.']) {
    expect(file).toContain(text)
  }
  const entry = value(await diary.promoteEntry(ben, id))
  expect(value(await diary.entry(ben, id)).entry).toBe(entry)
  value(await diary.remove(ben, id))
  expect(await diary.entry(ben, id)).toMatchObject({ error: { code: 'not_found' } })
})

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.message}`)
  return outcome.value
}
