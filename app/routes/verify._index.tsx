import { data, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { refused } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { CheckedStatements, VerdictLine } from '#app/ui/evidence/checked-statements.tsx'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Textarea } from '#app/ui/govuk/textarea/textarea.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { Panel } from '#app/ui/panel.tsx'
import type { Handed } from '#server/credentials/credentials.server.ts'
import { refuse } from '#server/platform/rules/outcome.ts'

export const meta: MetaFunction = () => [{ title: 'Check evidence – Casecircle' }]

/** Checks a file or a text that somebody was handed; nothing of it is kept. */
export async function action({ context, request }: ActionFunctionArgs) {
  const form = await request.formData()
  const given = await bytesIn(form)
  if (given.length === 0) {
    return refused(refuse('invalid', 'Choose a file, or paste a statement.', { field: 'file' }))
  }
  const checked = await context.services.credentials.check(given, context.address)
  if (!checked.ok) return refused(checked)
  return data({ checked: checked.value })
}

async function bytesIn(form: FormData): Promise<Uint8Array> {
  const file = form.get('file')
  if (file instanceof File && file.size > 0) return new Uint8Array(await file.arrayBuffer())
  const text = form.get('statement')
  return new TextEncoder().encode(typeof text === 'string' ? text.trim() : '')
}

export default function VerifyPage() {
  const answer = useActionData<typeof action>()
  const refusal = answer && 'errors' in answer ? answer : null
  const checked = answer && 'checked' in answer ? answer.checked : null
  return (
    <Page reader={useReader()}>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <FormErrors refusal={refusal} />
          <h1 className="govuk-heading-xl">Check evidence</h1>
          {checked ? <Answer checked={checked} /> : null}
          <p className="govuk-body">
            Somebody gave you a file from this Casecircle: a ZIP, an evidence.json, or an Open
            Badge. Here you see whether it is really from here, and whether anything in it was
            changed. Nothing of it is kept.
          </p>
          <form method="post" action={`${paths.verify}?index`} encType="multipart/form-data">
            <div className="govuk-form-group">
              <label className="govuk-label govuk-label--s" htmlFor="file">
                Choose the file
              </label>
              {errorOf(refusal, 'file') ? (
                <p className="govuk-error-message" id="file-error">
                  <span className="govuk-visually-hidden">Error:</span> Choose a file, or paste a
                  statement.
                </p>
              ) : null}
              <input
                className="govuk-file-upload"
                type="file"
                id="file"
                name="file"
                accept=".zip,.json"
                aria-describedby={errorOf(refusal, 'file') ? 'file-error' : undefined}
              />
            </div>
            <Textarea
              name="statement"
              rows={4}
              spellcheck={false}
              label={{ text: 'Or paste what is in it', classes: 'govuk-label--s' }}
            />
            <Button>Check it</Button>
          </form>
          <h2 className="govuk-heading-m">Without a network</h2>
          <p className="govuk-body">
            <a className="govuk-link" href={paths.verifyPage}>
              Download the page that checks offline
            </a>
            . Then compare the key it shows with{' '}
            <a className="govuk-link" href={paths.publicKeys}>
              our public keys
            </a>
            .
          </p>
        </div>
      </div>
    </Page>
  )
}

function Answer({ checked }: { checked: Handed }) {
  return (
    <Panel kind={isValid(checked) ? 'done' : 'warn'} classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-l">{isValid(checked) ? 'Valid' : 'Not valid'}</h2>
      {checked.kind === 'evidence' ? (
        <CheckedStatements report={checked.report} />
      ) : (
        <BadgeAnswer badge={checked} />
      )}
    </Panel>
  )
}

function BadgeAnswer({ badge }: { badge: Extract<Handed, { kind: 'badge' }> }) {
  if (!badge.isValid) {
    return <VerdictLine isValid={false} words="This badge was changed, or it is not from here." />
  }
  return (
    <>
      <p className="govuk-body">
        {badge.title}. Attested by {badge.issuer}
        {badge.name === null ? '' : `, for ${badge.name}`}.
      </p>
      <VerdictLine isValid words="The badge is from here, and nothing in it was changed." />
    </>
  )
}

function isValid(checked: Handed): boolean {
  if (checked.kind === 'badge') return checked.isValid
  return checked.report.readable && checked.report.isValid
}
