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
import { BeforeItLeaves } from '#app/ui/cpd/before-it-leaves.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { OwnShareCard } from '#app/ui/sharing/own-share.tsx'
import { ShareHead } from '#app/ui/sharing/share-head.tsx'
import { ShareForm } from '#app/ui/sharing/share-form.tsx'
import { entryId } from '#server/platform/rules/ids.ts'
import { ownerShareForm } from '#server/sharing/rules/share-form.ts'

export const meta: MetaFunction = () => [{ title: 'Share an entry – Casecircle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const id = readParam(entryId, params['entry'])
  return {
    page: found(await context.services.sharing.ofEntry(actor, id)),
    organisation: actor.organisationName,
    nextComment: crypto.randomUUID(),
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { sharing } = context.services
  const id = readParam(entryId, params['entry'])
  // An address of somebody else's entry is no address, whatever is posted there.
  found(await sharing.ofEntry(actor, id))
  const form = await readForm(request, ownerShareForm)
  if (!form.ok) return refused(form)
  const wish = form.value
  switch (wish.intent) {
    case 'share': {
      const shared = await sharing.share(actor, id, wish)
      return shared.ok
        ? seeOther(`${paths.cpdEntryShare(id)}#share-${shared.value}`)
        : refused(shared, form.typed)
    }
    case 'end':
      found(await sharing.end(actor, wish.share))
      return seeOther(`${paths.cpdEntryShare(id)}#share-${wish.share}`)
    case 'comment': {
      const said = await sharing.comment(actor, wish.share, wish)
      return said.ok
        ? seeOther(`${paths.cpdEntryShare(id)}#comments-${wish.share}`)
        : refused(said, form.typed)
    }
    case 'remove-comment':
      found(await sharing.removeComment(actor, wish.share, wish.comment))
      return seeOther(`${paths.cpdEntryShare(id)}#share-${wish.share}`)
  }
}

export default function ShareEntryPage() {
  const { page, organisation, nextComment } = useLoaderData<typeof loader>()
  const refusal = useActionData<RefusedForm>() ?? null
  const isShared = page.shares.some((share) => share.state === 'open')
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <ShareHead
        back={{ href: paths.cpdEntry(page.entry), text: page.title }}
        refusal={refusal && linked(refusal, page.colleagues.length > 0)}
        heading="Share this entry"
        readers={isShared ? 'shared' : 'only-you'}
      />
      <div className="cc-split">
        <div className="cc-stack">
          {page.shares.length > 0 ? (
            <section aria-labelledby="now">
              <h2 className="govuk-heading-l govuk-!-margin-bottom-3" id="now">
                Who you share it with
              </h2>
              <div className="cc-stack">
                {page.shares.map((share) => (
                  <OwnShareCard key={share.id} {...{ share, nextComment, refusal }} />
                ))}
              </div>
            </section>
          ) : null}
          <BeforeItLeaves spotted={page.spotted} />
          <section aria-labelledby="new">
            <h2 className="govuk-heading-l govuk-!-margin-bottom-3" id="new">
              {page.shares.length > 0
                ? 'Share it with one more person'
                : 'Share it with one person'}
            </h2>
            {page.isSaved ? (
              <ShareForm colleagues={page.colleagues} {...{ organisation, refusal }} />
            ) : (
              <>
                <p className="govuk-body">
                  This draft is only filled in from what you did so far. Save it first, then you can
                  share it.
                </p>
                <Button href={paths.cpdEntry(page.entry)} classes="govuk-button--secondary">
                  Go to the entry
                </Button>
              </>
            )}
          </section>
        </div>
        <aside className="cc-aside">
          <What />
        </aside>
      </div>
    </Page>
  )
}

/** A fault leads to its control: a comment's box is one of several, a list of nobody is not there. */
function linked(refusal: RefusedForm, hasColleagues: boolean): RefusedForm {
  const controlOf = (field: string): string => {
    if (field === 'text') return `text-${refusal.typed['share'] ?? ''}`
    return field === 'colleague' && !hasColleagues ? 'email' : field
  }
  return {
    ...refusal,
    errors: refusal.errors.map((error) =>
      error.field ? { ...error, field: controlOf(error.field) } : error,
    ),
  }
}

function What() {
  return (
    <section aria-labelledby="what">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="what">
        What they see
      </h2>
      <ul className="govuk-list govuk-list--bullet cc-small">
        <li>Your answers as they stand when they open it, also what you change later.</li>
        <li>Never your notes, reflections or earlier versions.</li>
        <li>Nothing else of your record.</li>
      </ul>
      <p className="govuk-body cc-small">
        You see here each time they read it. When you stop sharing, or delete the entry, they cannot
        open it any more. What they have read they have read.
      </p>
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.shared}>
          All that you share
        </a>
      </p>
    </section>
  )
}
