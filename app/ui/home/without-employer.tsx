import { paths } from '#app/paths.ts'
import { InsetText } from '../govuk/inset-text/inset-text.tsx'

/** Says to somebody who has left their employer what is theirs still, and by what they come back. */
export function WithoutEmployer({ privateAddress }: { privateAddress: string | null }) {
  return (
    <InsetText classes="govuk-!-margin-top-0">
      <p className="govuk-body">
        You belong to no organisation here now. Your CPD record, your notes and your diary are still
        yours, as they were.
      </p>
      <p className="govuk-body govuk-!-margin-bottom-0">
        {privateAddress === null ? (
          <>
            <a className="govuk-link" href={paths.privateAddress}>
              Add a private e-mail address
            </a>
            , so that you can get a new password if you forget yours. An employer who brings you in
            needs it too.
          </>
        ) : (
          <>
            A new employer brings you in by your address <b>{privateAddress}</b>.
          </>
        )}
      </p>
    </InsetText>
  )
}
