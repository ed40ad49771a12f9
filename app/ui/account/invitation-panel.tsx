import { paths } from '#app/paths.ts'
import type { OwnInvitation } from '#server/organisations/invitations.server.ts'
import { Button } from '../govuk/button/button.tsx'
import { SummaryList } from '../govuk/summary-list/summary-list.tsx'
import { roleText } from '../organisation/words.ts'
import { Panel } from '../panel.tsx'

/** One invitation: what the organisation wrote, what accepting means, and the two answers. */
export function InvitationPanel({
  employer,
  ...asked
}: OwnInvitation & {
  /** The organisation that they belong to; null for none. */
  employer: string | null
}) {
  const { invitation, organisationName, name, jobTitle, administrator, teams } = asked
  const into = teams.map(({ teamName, role }) => `${teamName}, ${roleText[role].toLowerCase()}`)
  const titleId = `asked-${invitation}`
  return (
    <Panel as="section" labelledBy={titleId} classes="govuk-!-margin-bottom-4">
      <h2 className="govuk-heading-m" id={titleId}>
        {organisationName}
      </h2>
      <SummaryList
        rows={[
          { key: { text: 'Your name there' }, value: { text: name } },
          { key: { text: 'Your job title there' }, value: { text: jobTitle } },
          {
            key: { text: 'You would be' },
            value: { text: [...into, ...(administrator ? ['Administrator'] : [])].join('; ') },
          },
        ]}
      />
      <p className="govuk-body">
        If you accept, colleagues see your name and job title. The managers of your teams see which
        modules you finish, in which rooms you are, and whether your CPD year is ready: you can hide
        that on your account page. Nobody there reads what you have written.
      </p>
      {employer === null ? null : (
        <p className="govuk-body">
          You belong to {employer}. To accept, first{' '}
          <a className="govuk-link" href={paths.leave}>
            leave {employer}
          </a>
          .
        </p>
      )}
      <form method="post">
        <input type="hidden" name="invitation" value={invitation} />
        <div className="cc-btn-row">
          {employer === null ? (
            <Button name="answer" value="accept" preventDoubleClick>
              Accept<span className="govuk-visually-hidden"> {organisationName}</span>
            </Button>
          ) : null}
          <Button
            name="answer"
            value="decline"
            classes="govuk-button--secondary"
            preventDoubleClick
          >
            Decline<span className="govuk-visually-hidden"> {organisationName}</span>
          </Button>
        </div>
      </form>
    </Panel>
  )
}
