import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  found,
  readForm,
  readParam,
  refused,
  seeOther,
  signedIn,
  type RefusedForm,
} from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { EntryWords } from '#app/ui/cpd/entry-words.tsx'
import { InsetText } from '#app/ui/govuk/inset-text/inset-text.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { CommentForm, Comments } from '#app/ui/sharing/comments.tsx'
import { ShareHead } from '#app/ui/sharing/share-head.tsx'
import { shareId } from '#server/platform/rules/ids.ts'
import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { readerShareForm } from '#server/sharing/rules/share-form.ts'

export const meta: MetaFunction = () => [{ title: 'Shared with you – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const id = readParam(shareId, params['share'])
  return {
    shared: found(await context.services.sharing.open(actor, id)),
    nextComment: crypto.randomUUID(),
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { sharing } = context.services
  const id = readParam(shareId, params['share'])
  found(await sharing.standing(actor, id))
  const form = await readForm(request, readerShareForm)
  if (!form.ok) return refused(form)
  if (form.value.intent === 'remove-comment') {
    found(await sharing.removeComment(actor, id, form.value.comment))
    return seeOther(`${paths.share(id)}#comments`)
  }
  const said = await sharing.comment(actor, id, form.value)
  return said.ok ? seeOther(`${paths.share(id)}#comments`) : refused(said, form.typed)
}

export default function SharedEntryPage() {
  const { shared, nextComment } = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>() ?? null
  const { ownedBy, words } = shared
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <ShareHead
        back={{ href: paths.shared, text: 'Shared entries' }}
        refusal={refusal}
        heading={words.title}
        lead={`Shared with you by ${ownedBy.name}${ownedBy.jobTitle ? `, ${ownedBy.jobTitle}` : ''}`}
        readers="shared-with-you"
      />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <InsetText>
            You can read this until the end of {dayTextWithYear(shared.lastDay)}, unless{' '}
            {ownedBy.name} ends it before. They see each time you open it. It is their record:
            please do not copy it into another one.
          </InsetText>
          <EntryWords profile={words.profile} entry={words} level={2} />
          {shared.canComment || shared.comments.length > 0 ? (
            <section aria-labelledby="comments">
              <h2 className="govuk-heading-l" id="comments">
                Comments
              </h2>
              <Comments comments={shared.comments} />
              {shared.canComment ? (
                <CommentForm label={`Write to ${ownedBy.name}`} {...{ nextComment, refusal }} />
              ) : null}
            </section>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
