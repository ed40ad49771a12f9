import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { found, readParam, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { postWork } from '#app/ui/learning/post.ts'
import type { SectionRefusal } from '#app/ui/learning/section-desk.ts'
import { placeAfter } from '#app/ui/learning/place-after.ts'
import { SectionView } from '#app/ui/learning/section-view.tsx'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { httpStatus } from '#server/platform/rules/outcome.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? `${page.section.title} – ${page.toolkitTitle} – Casecircle` : 'Casecircle' },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  const { learning, notes } = context.services
  const section = params['section'] ?? ''
  const page = found(await learning.sectionPage(actor, toolkit, section))
  const own = found(await notes.inSection(actor, toolkit, section))
  return { ...page, blocks: notes.highlighted(page.blocks, own), notes: own }
}

/** Without JavaScript: one form a page, and its button says what is wanted besides saving. */
export async function action(args: ActionFunctionArgs) {
  const posted = await postWork(args)
  if (!posted.ok) {
    const { code, message } = posted.error
    return data<SectionRefusal>({ problems: [], message }, { status: httpStatus[code] })
  }
  const { intent, worked, goTo } = posted.value
  if (worked.problems.length > 0) {
    return data<SectionRefusal>({ problems: worked.problems, message: null }, { status: 422 })
  }
  if (goTo !== null) return seeOther(goTo)
  const section = paths.section(args.params['toolkit'] ?? '', args.params['section'] ?? '')
  return seeOther('item' in intent ? `${section}#${placeAfter(intent)}` : section)
}

export default function SectionPage() {
  const page = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  return (
    <SectionView
      key={`${page.toolkit}/${page.section.id}`}
      page={page}
      refusal={refusal}
      notes={page.notes}
    />
  )
}
