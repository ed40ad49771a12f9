import { useRef } from 'react'
import { paths } from '#app/paths.ts'
import type { SectionNotes } from '#server/notes/notes.server.ts'
import { Details } from '../govuk/details/details.tsx'
import { HighlightBar } from './highlight-bar.tsx'
import { NoteFields } from './note-fields.tsx'
import { NoteList } from './note-list.tsx'

/** What the reader noted and highlighted in this section, and the place to note more. */
export function SectionNotesPanel({ notes }: { notes: SectionNotes }) {
  const form = useRef<HTMLFormElement>(null)
  const { toolkit, section } = notes
  return (
    <section className="cc-own-notes" aria-labelledby="own-notes">
      <h2 className="govuk-heading-m" id="own-notes">
        Your notes on this section
      </h2>
      {notes.notes.length > 0 ? (
        <NoteList notes={notes.notes} />
      ) : (
        <p className="govuk-body cc-quiet">
          None yet. Notes and highlights are yours alone, and stay when the section is edited.
        </p>
      )}
      <Details summaryText="Write a note" id="write-note">
        <form
          method="post"
          action={paths.sectionNotes(toolkit, section.id)}
          ref={form}
          key={notes.nextNote}
        >
          <NoteFields page={notes} />
        </form>
      </Details>
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.diary}>
          All notes and reflections: your learning diary
        </a>
      </p>
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.recall}>
          Bring a question back in a few days
        </a>
      </p>
      <HighlightBar form={form} address={paths.sectionHighlights(toolkit, section.id)} />
    </section>
  )
}
