import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readForm, readParam, refused, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { errorOf, FormErrors } from '#app/ui/form-errors.tsx'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { copyForm } from '#server/formats/rules/copy-form.ts'
import { teamId } from '#server/platform/rules/ids.ts'
import { formatMinutes } from '#server/toolkits/rules/format.ts'

export const meta: MetaFunction = () => [{ title: 'Copy a format – Casecircle' }]

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { formats, mayChange } = found(await context.services.formats.page(actor, team))
  if (!mayChange) throw data({ message: 'There is no such page.' }, { status: 404 })
  const asked = new URL(request.url).searchParams.get('from')
  const from = formats.find(({ format }) => format.id === asked) ?? formats[0]
  return {
    team,
    from: from?.format.id ?? '',
    title: from ? `${from.format.title}, our way` : '',
    formats: formats.map(({ format, own }) => ({
      id: format.id,
      text: `${formatMinutes(format)} minutes: ${format.title}${own ? ' (your team’s own)' : ''}`,
    })),
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { mayChange } = found(await context.services.formats.page(actor, team))
  if (!mayChange) throw data({ message: 'There is no such page.' }, { status: 404 })
  const form = await readForm(request, copyForm)
  if (!form.ok) return refused(form)
  const made = await context.services.formats.copy(actor, team, form.value)
  return made.ok ? seeOther(paths.teamFormat(team, made.value)) : refused(made, form.typed)
}

export default function CopyFormatRoute() {
  const { team, from, title, formats } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.team(team)}>
      <BackLink href={paths.teamFormats(team)}>Session formats</BackLink>
      <FormErrors refusal={refusal} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <h1 className="govuk-heading-xl">Copy a format</h1>
          <p className="govuk-body">
            The copy belongs to your team. You can change its phases, minutes and questions. The
            format that you copy stays as it is.
          </p>
          <form method="post" noValidate>
            <Select
              name="from"
              label={{ text: 'Which one', classes: 'govuk-label--m' }}
              value={refusal?.typed['from'] ?? from}
              items={formats.map(({ id, text }) => ({ value: id, text }))}
              errorMessage={errorOf(refusal, 'from')}
            />
            <Input
              name="title"
              label={{ text: 'Title of the copy', classes: 'govuk-label--m' }}
              value={refusal?.typed['title'] ?? title}
              errorMessage={errorOf(refusal, 'title')}
            />
            <Button>Copy the format</Button>
          </form>
        </div>
      </div>
    </Page>
  )
}
