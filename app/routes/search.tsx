import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { HitList } from '#app/ui/search/hit-list.tsx'
import { SearchForm } from '#app/ui/search/search-form.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import type { Hit } from '#server/search/rules/hit.ts'
import { searchText } from '#server/search/rules/query.ts'

export const meta: MetaFunction = () => [{ title: 'Search – Casecircle' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const text = searchText.parse(new URL(request.url).searchParams.get('q'))
  return context.services.search.find(actor, text)
}

export default function SearchPage() {
  const { text, toolkits, hasAll, formats, own, guessed } = useLoaderData<typeof loader>()
  const count = toolkits.length + formats.length + own.length
  return (
    <Page reader={useReader()} current={paths.search}>
      <h1 className="govuk-heading-xl">Search</h1>
      <SearchForm text={text} isPage />
      {text === '' ? null : (
        <p className="govuk-body" role="status">
          {count === 0 ? `Nothing was found for “${text}”. Try fewer words, or another one.` : null}
          {count > 0 ? `${count} found for “${text}”.` : null}
          {count > 0 && !hasAll
            ? ' Nothing has all of these words; these have some of them.'
            : null}
        </p>
      )}
      {guessed.map(({ word, instead }) => (
        <p className="govuk-body" key={word}>
          Nothing has the word “{word}”. We looked for {instead.slice(0, 3).join(', ')} instead.
        </p>
      ))}
      <Group id="toolkits" heading="In the toolkits" hits={toolkits} />
      <Group id="own" heading="In what you wrote" hits={own} isOwn />
      <Group id="formats" heading="Session formats" hits={formats} />
    </Page>
  )
}

function Group(props: { id: string; heading: string; hits: readonly Hit[]; isOwn?: boolean }) {
  if (props.hits.length === 0) return null
  return (
    <section aria-labelledby={props.id}>
      <h2 className="govuk-heading-l govuk-!-margin-top-6" id={props.id}>
        {props.heading}
      </h2>
      {props.isOwn ? <WhoReads readers="only-you" /> : null}
      <HitList hits={props.hits} />
    </section>
  )
}
