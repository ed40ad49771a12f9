import type { ActionFunctionArgs } from '@remix-run/node'
import { data } from '@remix-run/node'
import { readParam, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import type { Worked } from '#server/learning/work.server.ts'
import type { Intent } from '#server/learning/rules/work.ts'
import { readWork } from '#server/learning/rules/work.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { refuse, type Outcome } from '#server/platform/rules/outcome.ts'

/** What a post from a section's page led to; `goTo` is an own address. */
export type Posted = Outcome<{ intent: Intent; worked: Worked; goTo: string | null }>

/** Reads and deals with a post from a section's page, whoever sent it: form or script. */
export async function postWork({
  context,
  params,
  request,
}: Pick<ActionFunctionArgs, 'context' | 'params' | 'request'>): Promise<Posted> {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  const section = params['section'] ?? ''
  const form = await formOf(request)
  const reader = form.get('reader')
  form.delete('reader')
  if (reader !== null && reader !== actor.person) {
    // A page that somebody else had left open: what stands in it is theirs.
    return refuse(
      'stale',
      'Somebody else is signed in on this browser now, so nothing was saved. What you typed is still on your own page: copy it, then sign in again.',
    )
  }
  const posted = readWork(form)
  if (!posted) {
    return refuse(
      'invalid',
      'We could not read that. Your text is still here: load the page again.',
    )
  }
  const worked = await context.services.learning.work(actor, toolkit, section, posted)
  if (!worked.ok) return worked
  return {
    ok: true,
    value: {
      intent: posted.intent,
      worked: worked.value,
      goTo: addressOf(toolkit, worked.value.goTo),
    },
  }
}

/** The posted form; a body of another kind is a fault of the sender. */
async function formOf(request: Request): Promise<FormData> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(type)) {
    throw data({ message: 'Send this as a form.' }, { status: 415 })
  }
  try {
    return await request.formData()
  } catch {
    throw data({ message: 'This form could not be read.' }, { status: 400 })
  }
}

function addressOf(toolkit: string, goTo: Worked['goTo']): string | null {
  if (goTo === null) return null
  if (goTo === 'overview') return paths.toolkit(toolkit)
  return paths.section(toolkit, goTo.section)
}
