import type { ActionFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { readForm, refused, seeOther, signedInFor, type RefusedForm } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { JoinPage } from '#app/ui/join-page.tsx'
import { readCode } from '#server/rooms/rules/code.ts'
import { joinForm } from '#server/rooms/rules/join-form.ts'

export const meta: MetaFunction = () => [{ title: 'Join a room – Casecircle' }]

/** Everybody finds the field; whoever is signed out signs in first and comes back with the code. */
export async function action({ context, request }: ActionFunctionArgs) {
  const form = await readForm(request, joinForm)
  const code = form.ok ? readCode(form.value.code) : null
  const actor = signedInFor(context, code === null ? paths.join : paths.joinCode(code))
  if (!form.ok) return refused(form)
  const joined = await context.services.rooms.join(actor, form.value.code, context.address)
  return joined.ok ? seeOther(paths.room(joined.value)) : refused(joined, form.typed)
}

export default function JoinRoute() {
  return <JoinPage code="" refusal={useActionData<RefusedForm>()} />
}
