import { paths } from '#app/paths.ts'
import { isEmpty } from '#app/room-client/outbox.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import { useLasting, useRoom } from './room-context.tsx'

/** What stands between this page and the room, in words; nothing while all is well. */
export function Connection() {
  const { state } = useRoom()
  switch (state.farewell) {
    case 'signed_out':
      return <SignedOut />
    case 'removed':
      return <Removed />
    case 'too_many':
      return (
        <Notice>
          <b>The room is open in many windows.</b> Close the others. This one goes on, more slowly.
        </Notice>
      )
    default:
      return (
        <>
          <Outdated />
          <Network />
          <SharedComputer />
        </>
      )
  }
}

function Notice({ children }: { children: React.ReactNode }) {
  return (
    <div className="cc-bar govuk-!-margin-bottom-6">
      <p>{children}</p>
    </div>
  )
}

function SignedOut() {
  const { state, page } = useRoom()
  const words = state.keepsOnDevice
    ? 'What has not been sent is kept on this device, locked. Sign in again and it is here.'
    : 'What you typed last may not be saved. Copy it, then sign in again.'
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>You are signed out.</b> {words}
      </p>
      <Button href={paths.signInTo(paths.room(page.room))} classes="govuk-button--secondary">
        Sign in again
      </Button>
    </Panel>
  )
}

function Removed() {
  const { page } = useRoom()
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>You are no longer in this room.</b> What you had written and not sent is yours. Copy what
        you want to keep, or{' '}
        <a className="govuk-link" href={paths.room(page.room)}>
          see your own words
        </a>
        .
      </p>
    </Panel>
  )
}

/** Said only when nothing would be lost by it. */
function Outdated() {
  const { state, page } = useRoom()
  if (!state.isOutdated || !isEmpty(state.outbox)) return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      <p className="govuk-body">
        <b>Casecircle has been renewed.</b> Load this page again to see everything. What you wrote
        is saved.
      </p>
      <Button href={paths.room(page.room)} classes="govuk-button--secondary">
        Load the page again
      </Button>
    </Panel>
  )
}

function Network() {
  const { state } = useRoom()
  // A moment without live updates, as when the server starts anew, is not worth a word.
  const isSlow = useLasting(state.link === 'requests', 5_000)
  const isOff = useLasting(state.link === 'offline', 1_000)
  if (isOff) {
    const cause = navigator.onLine ? 'Casecircle cannot be reached just now.' : 'You are offline.'
    return (
      <Notice>
        <b>{cause}</b>{' '}
        {state.keepsOnDevice
          ? 'Go on writing. What you write is saved on this device, and sent when you are back.'
          : 'Go on writing, and leave this page open. What you write is sent when you are back.'}
      </Notice>
    )
  }
  if (!isSlow) return null
  return (
    <Notice>
      <b>Your network blocks live updates.</b> We fetch news every few seconds. You can do all you
      could do otherwise.
    </Notice>
  )
}

function SharedComputer() {
  const { page, view, takesPart } = useRoom()
  if (!page.sharedDevice || !takesPart || isOver(view)) return null
  return (
    <p className="govuk-body cc-small" id="shared-computer">
      This is a shared computer, so nothing is kept on it: leave this page open until your text is
      saved.
    </p>
  )
}
