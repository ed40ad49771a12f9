import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { AnswerChanges } from '#app/ui/cpd/answer-changes.tsx'
import { EntryWords } from '#app/ui/cpd/entry-words.tsx'
import { savedText } from '#app/ui/cpd/saved-text.ts'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Details } from '#app/ui/govuk/details/details.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { versionForm } from '#server/cpd/rules/entry/entry.ts'
import { entryId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Earlier versions – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const id = readParam(entryId, params['entry'])
  const { title, profile, versions } = found(await context.services.cpd.history(actor, id))
  const now = Date.now()
  return {
    id,
    title,
    profile,
    versions: versions.map((one) => ({ ...one, savedText: savedText(one.savedAt, now) })),
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const id = readParam(entryId, params['entry'])
  found(await context.services.cpd.history(actor, id))
  const form = await readForm(request, versionForm)
  if (!form.ok) return refused(form)
  found(await context.services.cpd.restore(actor, id, form.value.revision))
  return seeOther(paths.cpdEntry(id))
}

export default function VersionsPage() {
  const { id, title, profile, versions } = useLoaderData<typeof loader>()
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpdEntry(id)} classes="govuk-!-margin-top-0">
        {title}
      </BackLink>
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">Earlier versions</h1>
      <WhoReads readers="only-you" classes="govuk-!-margin-bottom-6" />
      {versions.length === 0 ? (
        <p className="govuk-body">
          There is none yet. When you save a change, what stood there before is kept here.
        </p>
      ) : (
        <p className="govuk-body">
          Open one to read it. If you use it, what stands now becomes an earlier version.
        </p>
      )}
      {versions.map(({ revision, savedText, written, changes }) => (
        <Details key={revision} summaryText={`Saved ${savedText}`}>
          <AnswerChanges changes={changes} />
          <EntryWords profile={profile} entry={written} level={2} />
          <form method="post" action={paths.cpdEntryVersions(id)}>
            <Button name="revision" value={revision} classes="govuk-button--secondary">
              Use this version
              <span className="govuk-visually-hidden"> of {savedText}</span>
            </Button>
          </form>
        </Details>
      ))}
    </Page>
  )
}
