import { paths } from '#app/paths.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Panel } from '../../panel.tsx'
import { Qr } from '../../qr.tsx'
import { useRoom } from '../room-context.tsx'

/** The code, the link and the QR code of the room, and its screen on the wall. */
export function HowPeopleJoin() {
  const { page, view } = useRoom()
  const invitation = page.lead?.invitation
  if (!invitation) return null
  const { status } = view.room
  return (
    <Panel as="section" labelledBy="join">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="join">
        How people join
      </h2>
      <div className="cc-join">
        <Qr code={invitation.qr} label={`QR code: opens ${invitation.link}`} />
        <p className="govuk-body">
          Go to <b>{invitation.address}</b>, code <b className="cc-join__code">{invitation.code}</b>
        </p>
      </div>
      <p className="govuk-body cc-address">
        Or send this link:{' '}
        <a className="govuk-link" href={invitation.link}>
          {invitation.link}
        </a>
      </p>
      <p className="govuk-body cc-small cc-quiet">
        {status === 'scheduled' ? 'It works once the room is open. ' : ''}
        Your team finds the room on the home page. The code also lets in colleagues of your
        organisation who are not in the team.
      </p>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1">On the wall</h3>
      <p className="govuk-body cc-small">
        <a
          className="govuk-link"
          href={paths.roomScreen(page.room)}
          target="_blank"
          rel="noreferrer"
        >
          Open the screen (new tab)
        </a>
        . For a computer on which nobody signs in, make an address.
      </p>
      <form method="post" action={paths.roomDisplays(page.room)}>
        <input type="hidden" name="intent" value="make" />
        <Button classes="govuk-button--secondary">Make a display address</Button>
      </form>
      <p className="govuk-body cc-small govuk-!-margin-bottom-0">
        <a className="govuk-link" href={paths.roomDisplays(page.room)}>
          See and stop display addresses
        </a>
      </p>
    </Panel>
  )
}
