import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { BeforeItLeaves } from '#app/ui/cpd/before-it-leaves.tsx'
import { useCopied, useScripts } from '#app/ui/cpd/copied.ts'
import { CopyBox } from '#app/ui/cpd/copy-box.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { InsetText } from '#app/ui/govuk/inset-text/inset-text.tsx'
import { WarningText } from '#app/ui/govuk/warning-text/warning-text.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Steps } from '#app/ui/progress.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'
import { copyText } from '#app/ui/cpd/copy-text.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { RegulatorLinks } from '#app/ui/cpd/regulator-links.tsx'
import type { CopyPage as Copied, FormPage } from '#server/cpd/cpd.server.ts'
import { submittedForm } from '#server/cpd/rules/entry/entry.ts'
import { entryId } from '#server/platform/rules/ids.ts'

export const meta: MetaFunction = () => [{ title: 'Copy into the form – Casecircle' }]

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const id = readParam(entryId, params['entry'])
  return { form: found(await context.services.cpd.formPage(actor, id, readFor(request))) }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const id = readParam(entryId, params['entry'])
  const form = await readForm(request, submittedForm)
  if (!form.ok) return refused(form)
  found(await context.services.cpd.setSubmitted(actor, id, form.value.submitted === 'yes'))
  return seeOther(`${paths.cpdEntryCopy(id, readFor(request))}#handed-in`)
}

export default function CopyPage() {
  const { form } = useLoaderData<typeof loader>()
  const heading = copyText({ name: form.regulator, questions: form.questions })
  const hasScripts = useScripts()
  const { copied, mark } = useCopied(form.id, form.revision)
  const [news, setNews] = useState('')
  const boxes = form.boxes.filter((box) => box.text !== '')
  const next = boxes.find((box) => !copied.includes(box.id))
  const done = boxes.filter((box) => copied.includes(box.id)).length
  return (
    <Page reader={useReader()} current={paths.cpd} news={news}>
      <BackLink
        href={paths.cpdEntry(form.id, form.shownFor ?? undefined)}
        classes="govuk-!-margin-top-0"
      >
        {form.title}
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">{heading}</h1>
          <WhoReads readers="only-you" />
          <RegulatorLinks
            choices={form.registrations}
            path={(one) => paths.cpdEntryCopy(form.id, one)}
          />
          <Introduction form={form} hasScripts={hasScripts} />
          <BeforeItLeaves spotted={form.spotted} />
          {hasScripts ? (
            <>
              <Steps
                label={`${done} of ${boxes.length} copied`}
                states={boxes.map((box) => (copied.includes(box.id) ? 'done' : 'empty'))}
              />
              <p className="govuk-body cc-quiet">
                {done} of {boxes.length} copied
              </p>
            </>
          ) : null}
          {form.boxes.map((box) => (
            <CopyBox
              key={box.id}
              box={box}
              hasScripts={hasScripts}
              isCopied={copied.includes(box.id)}
              isNext={box.id === next?.id}
              onCopied={(one) => {
                mark(one.id)
                setNews(`Answer ${one.number} copied`)
              }}
            />
          ))}
          {form.isSaved ? <HandedIn form={form} /> : null}
        </div>
      </div>
    </Page>
  )
}

function Introduction({ form, hasScripts }: { form: FormPage; hasScripts: boolean }) {
  const { form: official } = form
  return (
    <>
      {form.status === 'draft' ? (
        <WarningText>This piece is still a draft here. You can copy it all the same.</WarningText>
      ) : null}
      <p className="govuk-body">
        {form.questions === 'of-its-form'
          ? 'The boxes are in the order of the form. '
          : `${form.regulator} has no form that we follow here: the questions are ours. `}
        {hasScripts
          ? 'Copy one, paste it, come back for the next.'
          : 'Select a text, copy it, paste it, come back for the next.'}{' '}
        {form.questions === 'of-its-form'
          ? 'The headings are ours: check the wording on the form.'
          : ''}
      </p>
      <InsetText>
        {official
          ? `The form logs you out after ${official.logsOutAfterMinutes} minutes. Your text stays safe here. `
          : 'Your text stays safe here. '}
        {form.questions === 'of-its-form'
          ? 'It is not submitted until you press the last button over there.'
          : 'Nothing is sent from here.'}
      </InsetText>
      {official ? (
        <p className="govuk-body">
          <a
            className="govuk-link"
            href={official.address}
            rel="noreferrer noopener"
            target="_blank"
          >
            Open the form (opens in a new tab)
          </a>
        </p>
      ) : null}
    </>
  )
}

function HandedIn({ form }: { form: Copied }) {
  return (
    <form
      method="post"
      action={paths.cpdEntryCopy(form.id, form.shownFor ?? undefined)}
      className="cc-copy"
      id="handed-in"
      key={String(form.submittedAt)}
    >
      <Checkboxes
        name="submitted"
        items={[
          {
            value: 'yes',
            text: `I have submitted this piece to ${form.regulator}`,
            id: 'submitted',
          },
        ]}
        values={form.submittedAt === null ? [] : ['yes']}
      />
      <Button classes="govuk-button--secondary">Save</Button>
    </form>
  )
}
