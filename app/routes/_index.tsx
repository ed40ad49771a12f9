import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { CalledOffRooms } from '#app/ui/home/called-off.tsx'
import { CpdYear } from '#app/ui/home/cpd-year.tsx'
import { Invited } from '#app/ui/home/invited.tsx'
import { NextPanel } from '#app/ui/home/next-panel.tsx'
import { RoomCard } from '#app/ui/home/room-card.tsx'
import { WaitingText } from '#app/ui/home/waiting-text.tsx'
import { WithoutEmployer } from '#app/ui/home/without-employer.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { isEmployed } from '#server/access/rules/actor.ts'
import { isOver, jobKinds } from '#server/jobs/rules/job.ts'

export const meta: MetaFunction = () => [{ title: 'What to do next – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { addresses, invitations } = context.services
  return {
    withoutEmployer: isEmployed(actor) ? null : await addresses.own(actor.person),
    ...(await context.services.guidance.home(actor)),
    invitations: await invitations.own(actor),
    commandId: crypto.randomUUID(),
    files: (await context.services.jobs.ownAll(actor, jobKinds)).filter(isOver),
    shared: (await context.services.sharing.withMe(actor)).filter((one) => one.lastReadAt === null),
    owner: context.deviceKey?.owner ?? null,
    leads: actor.memberships.filter((membership) => membership.role === 'manager'),
  }
}

export default function HomePage() {
  const home = useLoaderData<typeof loader>()
  const { step, rooms, modules, cpd, back, today, commandId, leads, shared, files, owner } = home
  const { withoutEmployer } = home
  const shown = step.kind === 'go-to-room' || step.kind === 'open-room' ? step.room.room : null
  const others = rooms.filter((room) => room.room !== shown)
  const waiting = modules.filter(
    (module) =>
      module.state !== 'done' && !('module' in step && step.module.toolkit === module.toolkit),
  )
  return (
    <Page reader={useReader()} current={paths.home}>
      <h1 className="govuk-heading-xl">What to do next</h1>
      <WaitingText owner={owner} />
      <div className="cc-split">
        <div className="cc-stack">
          <Invited by={home.invitations} />
          {withoutEmployer ? <WithoutEmployer {...withoutEmployer} /> : null}
          <NextPanel step={step} cpd={cpd} today={today} commandId={commandId} />
          <CalledOffRooms rooms={home.calledOff} today={today} />
          {others.length > 0 ? (
            <section aria-labelledby="rooms">
              <h2 className="govuk-heading-m" id="rooms">
                {others.length === 1 ? 'Your next room' : 'Your next rooms'}
              </h2>
              {others.map((room) => (
                <RoomCard key={room.room} room={room} today={today} />
              ))}
            </section>
          ) : null}
          <section aria-labelledby="also">
            <h2 className="govuk-heading-m" id="also">
              Also
            </h2>
            <ul className="govuk-list">
              {waiting.map((module) => (
                <li key={module.assignment ?? module.toolkit}>
                  <a className="govuk-link" href={paths.toolkit(module.toolkit)}>
                    {module.state === 'not-started' ? 'Start' : 'Continue'}: {module.title}
                  </a>
                </li>
              ))}
              {step.kind !== 'complete-cpd' && cpd.nextDraft && !cpd.isMet ? (
                <li>
                  <a className="govuk-link" href={paths.cpdEntry(cpd.nextDraft.id)}>
                    Complete your CPD: {cpd.nextDraft.title}
                  </a>
                </li>
              ) : null}
              {leads.map(({ team, teamName }) => (
                <li key={team}>
                  <a className="govuk-link" href={paths.team(team)}>
                    See how {teamName} is doing
                  </a>
                </li>
              ))}
              {files.map((job) => (
                <li key={job.id}>
                  <a className="govuk-link" href={paths.download(job.id)}>
                    {job.state === 'done'
                      ? `Fetch your file: ${job.file?.name ?? 'it is ready'}`
                      : 'A file of yours could not be made'}
                  </a>
                </li>
              ))}
              {shared.map(({ share, ownedBy }) => (
                <li key={share}>
                  <a className="govuk-link" href={paths.share(share)}>
                    {ownedBy.name} shared a CPD entry with you
                  </a>
                </li>
              ))}
              {back > 0 ? (
                <li>
                  <a className="govuk-link" href={paths.recall}>
                    {back === 1 ? '1 question is back' : `${back} questions are back`} (about a
                    minute)
                  </a>
                </li>
              ) : null}
              <li>
                <a className="govuk-link" href={paths.minutes}>
                  I have 10 minutes
                </a>
              </li>
              <li>
                <a className="govuk-link" href={paths.diary}>
                  Your learning diary
                </a>
              </li>
              {withoutEmployer ? null : (
                <li>
                  <a className="govuk-link" href={paths.join}>
                    Join a room with a code
                  </a>
                </li>
              )}
            </ul>
          </section>
        </div>
        <CpdYear cpd={cpd} />
      </div>
    </Page>
  )
}
