import type { RefusedForm } from '#app/context.ts'
import type { Comment } from '#server/sharing/sharing.server.ts'
import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { errorOf } from '../form-errors.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'

/** '2:32pm on 27 November 2026' */
export function momentText(at: number): string {
  return `${clockText(at)} on ${dayTextWithYear(londonDay(at))}`
}

/** What the two have written to each other, oldest first; one's own can be taken back. */
export function Comments({ comments, share }: { comments: readonly Comment[]; share?: string }) {
  if (comments.length === 0) return <p className="govuk-body cc-quiet">No comments yet.</p>
  return (
    <ul className="govuk-list cc-stack">
      {comments.map((comment) => (
        <li key={comment.id} className="cc-panel">
          <p className="govuk-body govuk-!-margin-bottom-1">
            <b>{comment.isOwn ? 'You' : comment.by.name}</b>{' '}
            <span className="cc-quiet cc-small">{momentText(comment.at)}</span>
          </p>
          <p className="govuk-body cc-pre govuk-!-margin-bottom-1">{comment.text}</p>
          {comment.isOwn ? (
            <form method="post" className="cc-tools">
              <input type="hidden" name="comment" value={comment.id} />
              {share ? <input type="hidden" name="share" value={share} /> : null}
              <Button name="intent" value="remove-comment" classes="govuk-button--secondary">
                Remove<span className="govuk-visually-hidden"> your comment</span>
              </Button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** A place for one comment. `nextComment` is its id, so that a repeated post makes one. */
export function CommentForm(props: {
  label: string
  nextComment: string
  refusal: RefusedForm | null
  /** Which share it belongs to, where a page has several. */
  share?: string
}) {
  const { label, nextComment, refusal, share } = props
  const own = refusal && (share === undefined || refusal.typed['share'] === share) ? refusal : null
  const id = share === undefined ? 'text' : `text-${share}`
  return (
    <form method="post" noValidate>
      <input type="hidden" name="comment" value={own?.typed['comment'] ?? nextComment} />
      {share ? <input type="hidden" name="share" value={share} /> : null}
      <Textarea
        id={id}
        name="text"
        rows={3}
        label={{ text: label, classes: 'govuk-label--s' }}
        value={own?.typed['text'] ?? ''}
        spellcheck
        errorMessage={errorOf(own, 'text')}
      />
      <Button name="intent" value="comment" classes="govuk-button--secondary">
        Add comment
      </Button>
    </form>
  )
}
