import {
  data,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { EvidenceCard } from '#app/ui/evidence/evidence-card.tsx'
import { NewLink } from '#app/ui/evidence/new-link.tsx'
import { FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { linkForm } from '#server/evidence/rules/link-form.ts'

export const meta: MetaFunction = () => [{ title: 'Show evidence to others – Casecircle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const proofs = await context.services.proofs.ownProofs(actor)
  return { proofs: proofs.reverse() }
}

/** Makes a verify link of a piece of own evidence, or stops one. */
export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const { proofs } = context.services
  const form = await readForm(request, linkForm)
  if (!form.ok) return refused(form)
  if (form.value.intent === 'stop') {
    const stopped = await proofs.stopAddress(actor, form.value.link)
    return stopped.ok ? seeOther(paths.cpdEvidence) : refused(stopped)
  }
  const { evidence } = form.value
  const made = await proofs.makeAddress(actor, evidence)
  if (!made.ok) return refused(made)
  const link = `${context.origin}${paths.verifyEvidence(evidence, made.value.secret)}`
  return data({ link, evidence }, { status: 201 })
}

export default function EvidencePage() {
  const { proofs } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refusal = answer && 'errors' in answer ? answer : null
  return (
    <Page reader={useReader()} current={paths.cpd}>
      <BackLink href={paths.cpd} classes="govuk-!-margin-top-0">
        My CPD
      </BackLink>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <FormErrors refusal={refusal} />
          <h1 className="govuk-heading-xl">Show evidence to others</h1>
          {answer && 'link' in answer ? <NewLink address={answer.link} /> : null}
          <p className="govuk-body">
            Evidence is what Casecircle itself can say of you: a module completed, a room attended.
            It is signed, so others can see that nothing was changed. There is never a word of your
            reflections in it.
          </p>
          {proofs.length === 0 ? (
            <p className="govuk-body">
              You have no evidence yet. It comes by itself when you complete a module or attend a
              room.
            </p>
          ) : (
            <>
              <DownloadForm isMain={answer === undefined} />
              {proofs.map((proof) => (
                <EvidenceCard key={proof.evidence.id} {...proof} />
              ))}
            </>
          )}
          <p className="govuk-body">
            Whoever you give a file to can{' '}
            <a className="govuk-link" href={paths.verify}>
              check it here
            </a>
            , without signing in.
          </p>
        </div>
      </div>
    </Page>
  )
}

/** The choice of the name goes with every download of the page, each credential's too. */
function DownloadForm({ isMain }: { isMain: boolean }) {
  return (
    <form method="get" action={paths.cpdEvidenceBundle} id="downloads">
      <h2 className="govuk-heading-m">Files of all your evidence</h2>
      <Checkboxes
        name="name"
        classes="govuk-checkboxes--small"
        items={[
          {
            value: 'yes',
            text: 'Put my name into what I download',
            hint: {
              text: 'Without it nobody sees from a file whose it is. Your employer’s name is always in it.',
            },
          },
        ]}
      />
      <div className="cc-btn-row">
        <Button classes={isMain ? '' : 'govuk-button--secondary'}>Download bundle</Button>
        <Button
          classes="govuk-button--secondary"
          attributes={{ formAction: paths.cpdEvidenceXapi }}
        >
          Download xAPI
        </Button>
      </div>
      <p className="govuk-body cc-small cc-quiet govuk-!-margin-bottom-7">
        The bundle is a ZIP with a page that checks it without a network. xAPI is for another
        learning system.
      </p>
    </form>
  )
}
