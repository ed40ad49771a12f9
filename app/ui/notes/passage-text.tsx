import type { Passage } from '#server/notes/notes.server.ts'

/** Highlighted words, and what became of them when the section was edited. */
export function PassageText({ passage, note }: { passage: Passage; note?: string }) {
  const { words, kind, now } = passage
  return (
    <>
      <blockquote className="cc-passage">
        {note !== undefined && kind === 'same' ? (
          <a className="govuk-link" href={`#note-${note}`}>
            {words}
          </a>
        ) : (
          words
        )}
      </blockquote>
      {kind === 'changed' && now ? (
        <p className="govuk-body cc-small">
          <b>The text has changed since.</b> It now says: “{now.text}”
        </p>
      ) : null}
      {kind === 'gone' ? (
        <p className="govuk-body cc-small">
          <b>The text has changed since.</b> These words are no longer in the module. Your copy is
          kept.
        </p>
      ) : null}
    </>
  )
}
