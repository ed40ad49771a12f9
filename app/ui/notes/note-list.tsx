import { paths } from '#app/paths.ts'
import type { NoteView } from '#server/notes/notes.server.ts'
import { dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { PassageText } from './passage-text.tsx'

/** Notes and highlights of one section, each with the way to change it. */
export function NoteList({ notes }: { notes: readonly NoteView[] }) {
  return (
    <ul className="govuk-list cc-notes">
      {notes.map((one) => (
        <li key={one.id}>
          {one.about === '' ? null : (
            <p className="govuk-body cc-small cc-quiet govuk-!-margin-bottom-1">
              {one.item === null ? (
                `About a question that is no longer asked: ${one.about}`
              ) : (
                <a className="govuk-link" href={`#item-${one.item}`}>
                  {one.about}
                </a>
              )}
            </p>
          )}
          {one.passage ? <PassageText passage={one.passage} note={one.id} /> : null}
          {one.text === '' ? null : (
            <p className="govuk-body cc-pre govuk-!-margin-bottom-1">{one.text}</p>
          )}
          <p className="govuk-body cc-small">
            <span className="cc-quiet">{dayTextWithYear(londonDay(one.savedAt))}. </span>
            <a className="govuk-link" href={paths.note(one.id)}>
              Change or use this note
              <span className="govuk-visually-hidden">: {nameOf(one)}</span>
            </a>
          </p>
        </li>
      ))}
    </ul>
  )
}

function nameOf({ text, passage, about }: NoteView): string {
  return (text || passage?.words || about).slice(0, 60)
}
