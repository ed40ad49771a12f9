import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { NotificationBanner } from '#app/ui/govuk/notification-banner/notification-banner.tsx'
import { Pagination } from '#app/ui/govuk/pagination/pagination.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { OrganisationLinks } from '#app/ui/organisation/organisation-links.tsx'
import { PeopleTable } from '#app/ui/organisation/people-table.tsx'
import { peopleText } from '#app/ui/organisation/words.ts'
import type { ListedPerson } from '#server/organisations/people.server.ts'
import {
  longestFind,
  peopleQuery,
  type PeopleQuery,
} from '#server/organisations/rules/people-form.ts'
import { personId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'People – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { people } = context.services
  const { searchParams } = new URL(request.url)
  const query = peopleQuery.parse(Object.fromEntries(searchParams))
  const asked = personId.safeParse(searchParams.get('added'))
  const added = asked.success ? await people.find(actor, asked.data) : null
  return {
    ...found(await people.page(actor, query)),
    ...{ query, you: actor.person, isMailOn: people.isMailOn },
    isLong: query.find.length > longestFind,
    added: added?.ok ? added.value : null,
  }
}

export default function PeoplePage() {
  const { query, isLong, added, isMailOn, you, ...list } = useLoaderData<typeof loader>()
  const { all, waiting, people, page, pages } = list
  return (
    <Page reader={useReader()} current={paths.organisation}>
      {added ? <Added {...added} isMailOn={isMailOn} /> : null}
      <h1 className="govuk-heading-xl">People</h1>
      <OrganisationLinks current={paths.people} />
      <p className="govuk-body">
        {peopleText(all)} {all === 1 ? 'belongs' : 'belong'} to the organisation.{' '}
        <Waiting waiting={waiting} />
      </p>
      <Button href={paths.newPerson}>Add a person</Button>
      <form method="get" role="search" aria-label="People">
        <Input
          id="find"
          name="find"
          type="search"
          label={{ text: 'Find by name or e-mail address' }}
          classes="govuk-input--width-20"
          autocomplete="off"
          spellcheck={false}
          value={query.find}
        />
        {query.show === 'everybody' ? null : <input type="hidden" name="show" value={query.show} />}
        <Button classes="govuk-button--secondary">Find</Button>
      </form>
      <Found found={list.found} query={query} isLong={isLong} />
      {people.length > 0 ? <PeopleTable people={people} you={you} /> : null}
      {pages > 1 ? (
        <Pagination
          landmarkLabel="Pages of people"
          previous={page > 1 ? { href: hrefOf(query, page - 1) } : undefined}
          next={page < pages ? { href: hrefOf(query, page + 1) } : undefined}
          items={Array.from({ length: pages }, (_, at) => ({
            ...{ number: at + 1, href: hrefOf(query, at + 1), current: at + 1 === page },
          }))}
        />
      ) : null}
    </Page>
  )
}

function hrefOf({ find, show }: PeopleQuery, page: number): string {
  const asked = new URLSearchParams({
    ...(find === '' ? {} : { find }),
    ...(show === 'everybody' ? {} : { show }),
    page: String(page),
  })
  return `${paths.people}?${asked.toString()}`
}

/** How many have yet to come in, with the way to see them alone. */
function Waiting({ waiting }: { waiting: number }) {
  if (waiting === 0) return <>All of them have signed in.</>
  return (
    <a className="govuk-link" href={`${paths.people}?show=waiting`}>
      {waiting.toLocaleString('en-GB')} {waiting === 1 ? 'has' : 'have'} not signed in yet
    </a>
  )
}

const shownText: Record<PeopleQuery['show'], string> = {
  everybody: '',
  waiting: ' who has not signed in yet',
  outside: ' in no team',
}

/** What the list shows, where it does not show everybody. */
function Found(props: { found: number; query: PeopleQuery; isLong: boolean }) {
  const { found: count, query, isLong } = props
  if (query.find === '' && query.show === 'everybody') return null
  const { find } = query
  return (
    <p className="govuk-body" role="status">
      {count === 0 ? 'Nobody' : peopleText(count)}
      {shownText[query.show]}
      {find === ''
        ? ''
        : ` with “${isLong ? `${find.slice(0, 40)}…` : find}” in the name or address`}
      . {isLong ? 'That is longer than any name or address: look for a part of it. ' : null}
      <a className="govuk-link" href={paths.people}>
        Show everybody
      </a>
    </p>
  )
}

function Added(added: ListedPerson & { isMailOn: boolean }) {
  const { name, workEmail } = added
  return (
    <NotificationBanner type="success">
      <p className="govuk-notification-banner__heading">{name} is added.</p>
      <p className="govuk-body">An invitation is on its way to {workEmail ?? 'them'}.</p>
    </NotificationBanner>
  )
}
