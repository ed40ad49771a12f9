import type { RefusedForm } from '#app/context.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import type { ShareState } from '#server/sharing/rules/share.ts'
import type { OwnShare, ReadOfMine } from '#server/sharing/sharing.server.ts'
import { Button } from '../govuk/button/button.tsx'
import { Tag } from '../govuk/tag/tag.tsx'
import { Panel } from '../panel.tsx'
import { CommentForm, Comments, momentText } from './comments.tsx'

const states = {
  open: { text: 'Shared', classes: 'govuk-tag--green' },
  ended: { text: 'Ended', classes: 'govuk-tag--grey' },
  expired: { text: 'Ended', classes: 'govuk-tag--grey' },
} satisfies Record<ShareState, { text: string; classes: string }>

export function ShareTag({ state }: { state: ShareState }) {
  const { text, classes } = states[state]
  return <Tag classes={classes}>{text}</Tag>
}

/** What the reader can do and until when, or that it is over. */
export function termsText(
  share: Pick<OwnShare, 'state' | 'right' | 'lastDay' | 'endedAt'>,
): string {
  if (share.state === 'ended') return `You ended this at ${momentText(share.endedAt ?? 0)}.`
  const until = dayTextWithYear(share.lastDay)
  if (share.state === 'expired') return `It ended by itself after ${until}.`
  return `Can read it${share.right === 'comment' ? ' and write comments' : ''} until the end of ${until}.`
}

/** 'Not read yet', 'Read once', 'Read 4 times' */
export function readText(count: number): string {
  if (count === 0) return 'Not read yet'
  return count === 1 ? 'Read once' : `Read ${count} times`
}

type Props = { share: OwnShare; nextComment: string; refusal: RefusedForm | null }

/** One share of an entry, for its owner: who reads it, each time they did, and how to end it. */
export function OwnShareCard({ share, nextComment, refusal }: Props) {
  const { id, reader, state } = share
  const heading = `share-${id}`
  return (
    <Panel as="section" labelledBy={heading}>
      <div className="cc-row govuk-!-margin-bottom-1">
        <h3 className="govuk-heading-s" id={heading}>
          {reader.name}
          {reader.jobTitle ? `, ${reader.jobTitle}` : ''}
        </h3>
        <ShareTag state={state} />
      </div>
      <p className="govuk-body govuk-!-margin-bottom-2">{termsText(share)}</p>
      <Reads share={share} />
      {share.comments.length > 0 || (state === 'open' && share.right === 'comment') ? (
        <section aria-labelledby={`comments-${id}`}>
          <h4 className="govuk-heading-s govuk-!-margin-bottom-1" id={`comments-${id}`}>
            Comments
          </h4>
          <Comments comments={share.comments} share={id} />
          {state === 'open' ? (
            <CommentForm
              label={`Write to ${reader.name}`}
              {...{ nextComment, refusal }}
              share={id}
            />
          ) : null}
        </section>
      ) : null}
      {state === 'open' ? (
        <form method="post">
          <input type="hidden" name="share" value={id} />
          <Button name="intent" value="end" classes="govuk-button--warning">
            Stop sharing<span className="govuk-visually-hidden"> with {reader.name}</span>
          </Button>
        </form>
      ) : null}
    </Panel>
  )
}

function Reads({ share }: { share: OwnShare }) {
  const { reads, readCount, reader } = share
  if (readCount === 0) {
    return <p className="govuk-body cc-quiet">{reader.name} has not read this yet.</p>
  }
  return (
    <>
      <ul className="govuk-list govuk-list--bullet cc-small">
        {reads.map((at, index) => (
          <li key={index}>
            {reader.name} read this at {momentText(at)}
          </li>
        ))}
      </ul>
      {readCount > reads.length ? (
        <p className="govuk-body cc-small">And {readCount - reads.length} times before that.</p>
      ) : null}
    </>
  )
}

/** Who read what, newest first. */
export function ReadsOfMine({ reads }: { reads: readonly ReadOfMine[] }) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {reads.map(({ reader, title, at }, index) => (
        <li key={index}>
          {reader.name} read “{title}” at {momentText(at)}
        </li>
      ))}
    </ul>
  )
}
