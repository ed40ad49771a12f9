import {
  data,
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readParam, seeOther, signedIn, typedText } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { newCommandId } from '#app/room-client/command-id.ts'
import { commandOfForm, type RawCommand } from '#app/room-client/form-command.ts'
import { standsAlready } from '#app/room-client/form-repeat.ts'
import { loadRemovedPage, loadRoomPage } from '#app/ui/room/room-page.server.ts'
import { RemovedView, removedTitle } from '#app/ui/room/removed-view.tsx'
import type { RoomRefusal } from '#app/ui/room/room-page.ts'
import { RoomView, titleOf } from '#app/ui/room/room-view.tsx'
import type { Actor } from '#server/access/rules/actor.ts'
import { roomId, type RoomId } from '#server/platform/rules/ids.ts'
import { httpStatus, refuse, type Refusal } from '#server/platform/rules/outcome.ts'
import { command as commandSchema } from '#server/rooms/rules/commands.ts'
import { keptNoteForm } from '#server/rooms/rules/kept-note.ts'
import type { Answer } from '#server/rooms/rules/protocol.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (data?.removed) return [{ title: removedTitle }]
  return [{ title: data ? titleOf(data.page.snapshot.view) : 'Room – Casecircle' }]
}

/** After a refusal the room's page stands here; so it does for whoever comes back to the address. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const removed = await loadRemovedPage(context, params)
  if (removed) return { removed, page: null }
  return { removed: null, page: await loadRoomPage(context, params, request) }
}

/** A command posted by a form: done → the room's page, refused → the page with the text kept. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const room = readParam(roomId, params['room'])
  const form = await request.formData()
  if (!(await isInside(context, actor, room))) {
    const removed = await context.services.rooms.ownWords(actor, room)
    const none = refuse('not_found', 'There is no such room among yours.')
    // Whoever was removed while they wrote finds their words on the page that says so.
    if (removed.ok) return refusedPage(none.error, form)
    throw data({ message: none.error.message }, { status: 404 })
  }
  const note = form.get('page.as') === 'note' ? await noteIn(context, actor, room) : () => ''
  const read = commandOfForm(room, form.entries(), note)
  if (!read.ok) return refusedPage(read.error, form)
  const answer = await once(context, actor, read.command)
  if (!answer.ok) {
    if (answer.error.code !== 'closed' || !read.clears) return refusedPage(answer.error, form)
    return keptAfterClose(context, actor, room, form)
  }
  if (read.clears) {
    const cleared = { type: 'draft.save', body: { ...read.clears, text: '' }, expect: {} }
    await context.services.rooms.command(actor, { ...cleared, id: newCommandId(), room })
  }
  return seeOther(landing(room, read.command.type))
}

export default function RoomCommandsRoute() {
  const { removed, page } = useLoaderData<typeof loader>()
  const refusal = useActionData<RoomRefusal>()
  if (removed) return <RemovedView page={removed} refusal={refusal ?? null} />
  return <RoomView page={page} refusal={refusal ?? null} />
}

/** What came too late for a room that is over is kept as its writer's own note. */
async function keptAfterClose(context: AppLoadContext, actor: Actor, room: RoomId, form: FormData) {
  const note = keptNoteForm.safeParse({
    // A form of the room's page before its close stands for whoever posts it.
    person: form.get('page.person') ?? actor.person,
    phase: form.get('page.phase'),
    text: form.get('text'),
  })
  if (!note.success) {
    const [issue] = note.error.issues
    return refusedPage(refuse('invalid', issue?.message ?? 'Write something first.').error, form)
  }
  const kept = await context.services.rooms.keepNote(actor, room, note.data)
  return kept.ok ? seeOther(`${paths.room(room)}#own-words`) : refusedPage(kept.error, form)
}

/** Somebody who goes back, edits and posts the same form again means another command. */
async function once(context: AppLoadContext, actor: Actor, raw: RawCommand): Promise<Answer> {
  const { rooms } = context.services
  const answer = await rooms.command(actor, raw)
  if (!answer.ok || !answer.duplicate) return answer
  const parsed = commandSchema.safeParse(raw)
  const snapshot = await rooms.snapshot(
    actor,
    parsed.success ? parsed.data.room : roomId.parse(raw.room),
  )
  if (!snapshot.ok || (parsed.success && standsAlready(parsed.data, snapshot.value))) return answer
  return rooms.command(actor, { ...raw, id: newCommandId() })
}

async function noteIn(context: AppLoadContext, actor: Actor, room: RoomId) {
  const snapshot = await context.services.rooms.snapshot(actor, room)
  const drafts = snapshot.ok ? snapshot.value.mine.drafts : []
  return (phase: string) =>
    drafts.find((one) => one.phase === phase && one.field === 'note')?.text ?? ''
}

async function isInside(context: AppLoadContext, actor: Actor, room: RoomId): Promise<boolean> {
  return (await context.services.rooms.snapshot(actor, room)).ok
}

function refusedPage({ code, message, field, retryAfter }: Refusal, form: FormData) {
  return data<RoomRefusal>(
    { code, errors: [field ? { field, message } : { message }], typed: typedText(form) },
    {
      status: httpStatus[code],
      headers: retryAfter ? { 'Retry-After': String(Math.ceil(retryAfter)) } : {},
    },
  )
}

/** Where on the page the person goes on after a command. */
function landing(room: string, type: string): string {
  const page = paths.room(room)
  switch (type) {
    case 'pause.ask':
      return `${page}?asked=pause`
    case 'card.move':
    case 'theme.make':
    case 'theme.rename':
      return `${page}#themes`
    case 'vote.put':
      return `${page}#votes`
    case 'statement.propose':
    case 'statement.revise':
    case 'statement.sign':
      return `${page}#work`
    case 'action.add':
    case 'action.change':
      return `${page}#actions`
    case 'learning.save':
      return `${page}?saved=learning#learning`
    case 'part.cast':
      return `${page}#parts`
    case 'hand.raise':
    case 'hand.lower':
      return `${page}#you`
    default:
      return page
  }
}
