import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'

/** Stands on every page of a rehearsal, so that nobody takes it for a room of the team. */
export function RehearsalNote() {
  return (
    <div className="cc-bar govuk-!-margin-bottom-6">
      <p>
        <b>Rehearsal. Nobody else is here and nothing is kept.</b> Your colleagues are invented.
      </p>
    </div>
  )
}

/** The same on the page of the room, with the way out. */
export function RehearsalBar({ room, team }: { room: string; team: string }) {
  return (
    <div className="cc-bar cc-rehearsal govuk-!-margin-bottom-6">
      <p>
        <b>Rehearsal. Nobody else is here and nothing is kept.</b> Your colleagues are invented, and
        act by themselves. You lead.
      </p>
      <form method="post" action={paths.newRehearsal(team)}>
        <input type="hidden" name="end" value={room} />
        <Button classes="govuk-button--secondary">End the rehearsal</Button>
      </form>
    </div>
  )
}
