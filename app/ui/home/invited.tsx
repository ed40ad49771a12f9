import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'

type Asked = { invitation: string; organisationName: string }

/** Says who asks somebody to come in; nothing where nobody does. */
export function Invited({ by }: { by: readonly Asked[] }) {
  if (by.length === 0) return null
  return (
    <Panel as="section" labelledBy="invited" classes="govuk-!-margin-bottom-4">
      <h2 className="govuk-heading-m" id="invited">
        {by.length === 1 ? 'An invitation waits for you' : 'Invitations wait for you'}
      </h2>
      {by.map(({ invitation, organisationName }) => (
        <p className="govuk-body" key={invitation}>
          {organisationName} invites you to come in.
        </p>
      ))}
      <Button href={paths.ownInvitations} classes="govuk-button--secondary govuk-!-margin-bottom-0">
        Answer
      </Button>
    </Panel>
  )
}
