import { paths } from '#app/paths.ts'
import type { DiaryPage, Piece } from '#server/diary/diary.server.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { Pagination } from '../govuk/pagination/pagination.tsx'

/** The diary's pieces by day, newest first. */
export function DiaryPieces({ diary }: { diary: DiaryPage }) {
  const { days, page, pages } = diary
  return (
    <>
      {days.map(({ date, pieces }) => (
        <section key={date} aria-labelledby={`day-${date}`}>
          <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={`day-${date}`}>
            {dayTextWithYear(date)}
          </h2>
          <ul className="govuk-list cc-notes">
            {pieces.map((piece) => (
              <li key={`${piece.kind}-${piece.id}`}>
                <OnePiece piece={piece} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {pages > 1 ? (
        <Pagination
          landmarkLabel="Diary pages"
          {...(page > 1 ? { previous: { href: paths.diaryPage(page - 1), text: 'Newer' } } : {})}
          {...(page < pages ? { next: { href: paths.diaryPage(page + 1), text: 'Older' } } : {})}
        />
      ) : null}
    </>
  )
}

const kindWords = {
  entry: 'Your entry',
  note: 'Your note',
  highlight: 'Highlighted',
  reflection: 'Your reflection',
} satisfies Record<Piece['kind'], string>

function OnePiece({ piece }: { piece: Piece }) {
  const { kind, heading, passage, text, from, place } = piece
  const item = place?.item ? `#item-${place.item}` : ''
  return (
    <>
      <p className="govuk-body cc-small cc-quiet govuk-!-margin-bottom-1">
        {kindWords[kind]}
        {from === '' ? null : (
          <>
            {' in '}
            {place ? (
              <a
                className="govuk-link"
                href={`${paths.section(place.toolkit, place.section)}${item}`}
              >
                {from}
              </a>
            ) : (
              from
            )}
          </>
        )}
      </p>
      {heading === '' ? null : (
        <p className="govuk-body govuk-!-margin-bottom-1">
          <b>{heading}</b>
        </p>
      )}
      {passage === null ? null : <blockquote className="cc-passage">{passage}</blockquote>}
      {text === '' ? null : <p className="govuk-body cc-pre govuk-!-margin-bottom-1">{text}</p>}
      <PieceLink piece={piece} />
    </>
  )
}

function PieceLink({ piece: { kind, id, text, passage, entry } }: { piece: Piece }) {
  if (kind === 'reflection') return null
  const href = kind === 'entry' ? paths.diaryEntry(id) : paths.note(id)
  return (
    <p className="govuk-body cc-small">
      <a className="govuk-link" href={href}>
        Change or use it
        <span className="govuk-visually-hidden">: {(text || passage || '').slice(0, 60)}</span>
      </a>
      {entry === null ? null : <span className="cc-quiet"> It became a CPD entry.</span>}
    </p>
  )
}
