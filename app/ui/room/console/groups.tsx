import { paths } from '#app/paths.ts'
import {
  groupable,
  groupNumber,
  groupsAtMost,
  groupsFor,
  isFormed,
  type GroupPlan,
} from '#server/rooms/rules/group-plans.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Panel } from '../../panel.tsx'
import { CommandForm } from '../command-form.tsx'
import { askedAt } from '../phases/small-groups.tsx'
import { isHere } from '../room-bar.tsx'
import { currentPhase, useNames, useRoom } from '../room-context.tsx'

/** Forming small groups, seeing which asks for help, and calling everybody back. */
export function Groups() {
  const { view } = useRoom()
  if (currentPhase(view)?.kind !== 'small-groups') return null
  return (
    <Panel as="section" labelledBy="groups">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="groups">
        Small groups
      </h2>
      {view.groups.length > 0 ? <Formed /> : null}
      <FormGroups />
    </Panel>
  )
}

function Formed() {
  const { view, state } = useRoom()
  const names = useNames()
  const { notes, helps } = state.room
  return (
    <>
      <ul className="govuk-list">
        {view.groups.map(({ group, title, people }) => {
          const help = helps.find((one) => one.group === group)
          const count = notes.filter((one) => one.group === group).length
          return (
            <li key={group} className="govuk-!-margin-bottom-3">
              <b>{title}</b>: {people.map(names).join(', ')}. {count}{' '}
              {count === 1 ? 'note' : 'notes'}.
              {help ? (
                <div className="cc-bar">
                  <p>
                    <b>Asks for help</b> since {askedAt(help.at)}.
                  </p>
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
      <p className="govuk-body cc-small">
        To call everybody back with ten seconds to finish a sentence, go to the next phase. Their
        notes are then shown to all, with names.
      </p>
      <CommandForm type="groups.recall" expect={{ seat: view.seat.number }}>
        <Button classes="govuk-button--secondary">Call everybody back at once</Button>
      </CommandForm>
    </>
  )
}

/** By chance and by answers the page proposes; by hand, and in the end always, a person decides. */
function FormGroups() {
  const { view, page } = useRoom()
  const people = groupable(view)
  const asksAnew =
    page.noGroupPlan !== null || (page.groupPlan !== null && !isFormed(page.groupPlan, view.groups))
  if (people.length === 0) return <p className="govuk-body">Nobody else takes part.</p>
  return (
    <details className="govuk-details" open={view.groups.length === 0 || asksAnew}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          {view.groups.length === 0 ? 'Form the groups' : 'Form the groups anew'}
        </span>
      </summary>
      <div className="govuk-details__text" id="form-groups">
        <form method="get" action={`${paths.room(page.room)}#form-groups`} className="cc-move">
          <label className="govuk-label" htmlFor="groups-number">
            How many groups
          </label>
          <select
            className="govuk-select"
            id="groups-number"
            name="number"
            defaultValue={page.groupPlan?.length ?? groupsFor(people.length)}
          >
            {numbersTo(people.length).map((n) => (
              <option key={n}>{n}</option>
            ))}
          </select>
          <Button classes="govuk-button--secondary" name="groups" value="chance">
            Mix by chance
          </Button>
          {hasAnswers(view) ? (
            <Button classes="govuk-button--secondary" name="groups" value="answers">
              Spread by answers
            </Button>
          ) : null}
        </form>
        {hasAnswers(view) ? (
          <p className="govuk-body cc-small" id="spread-hint">
            Spread by answers puts people with different answers together. It decides how many
            groups there are, and gives the same groups each time, so that they tell nobody who
            chose what.
          </p>
        ) : null}
        {page.noGroupPlan === null ? null : (
          <div className="cc-bar">
            <p role="status">{page.noGroupPlan}</p>
          </div>
        )}
        <Placing key={JSON.stringify(page.groupPlan)} plan={page.groupPlan} />
      </div>
    </details>
  )
}

function Placing({ plan }: { plan: GroupPlan[] | null }) {
  const { view, here } = useRoom()
  const names = useNames()
  const people = groupable(view)
  const numbers = numbersTo(people.length)
  const groups = plan ?? view.groups
  return (
    <CommandForm type="groups.form" expect={{ seat: view.seat.number }} onDone={() => undefined}>
      {people.map((person) => {
        const placed = groups.find((one) => one.people.includes(person))?.group ?? ''
        return (
          <div className="cc-row govuk-!-margin-bottom-2" key={person}>
            <label className="govuk-label govuk-!-margin-bottom-0" htmlFor={`in-${person}`}>
              {names(person)}
              {isHere(here, person) ? null : <small className="cc-quiet"> not here now</small>}
            </label>
            <select
              className="govuk-select"
              id={`in-${person}`}
              name={`in.${person}`}
              defaultValue={placed}
            >
              <option value="">No group</option>
              {numbers.map((n) => {
                const { group, title } = groupNumber(n)
                return (
                  <option key={group} value={group}>
                    {title}
                  </option>
                )
              })}
            </select>
          </div>
        )
      })}
      <Button classes="govuk-button--secondary govuk-!-margin-top-2">Form these groups</Button>
    </CommandForm>
  )
}

function numbersTo(people: number): number[] {
  return Array.from({ length: Math.min(groupsAtMost, people) }, (_, index) => index + 1)
}

function hasAnswers({ phases, scales, votes }: ReturnType<typeof useRoom>['view']): boolean {
  return phases.some(({ id }) => Object.hasOwn(scales, id) || Object.hasOwn(votes, id))
}
