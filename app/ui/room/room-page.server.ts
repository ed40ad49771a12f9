import type { AppLoadContext } from '@remix-run/node'
import { found, readParam, signedIn } from '#app/context.ts'
import { newCommandId } from '#app/room-client/command-id.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { z } from 'zod'
import { groupsAtMost } from '#server/rooms/rules/group-plans.ts'
import { roomId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { awayMs, deputyAfterMs } from '#server/rooms/rules/seat.ts'
import type { Snapshot } from '#server/rooms/rules/protocol.ts'
import type { Lead, RemovedPage, RoomPage, StageText } from './room-page.ts'

/** Everything the page of a room shows to this reader; 404 for whoever has no right to see it. */
export async function loadRoomPage(
  context: AppLoadContext,
  params: { room?: string | undefined },
  request: Request,
): Promise<RoomPage> {
  const actor = signedIn(context)
  const room = readParam(roomId, params.room)
  const { rooms, rehearsals } = context.services
  const snapshot = found(await rooms.snapshot(actor, room))
  await rooms.touch(actor, room, 'page')
  const facts = found(await rooms.facts(actor, room))
  const heldOn = londonDay(Date.parse(snapshot.view.room.startsAt))
  const { asked, otherYear } = await context.services.cpd.learning(actor, heldOn)
  return {
    room,
    team: { team: facts.team, name: facts.teamName },
    rehearsal: rehearsals.isRehearsal(room),
    snapshot,
    here: rooms.here(room, snapshot.view),
    holder: holderOf(rooms.holder(room, snapshot.view)),
    seed: newCommandId(),
    now: rooms.now(),
    lastTime: await rooms.carried(actor, room),
    minutes: facts.minutes,
    formatTitle: facts.formatTitle,
    rules: facts.rules,
    parts: facts.parts,
    speaks: facts.speaks,
    stageTexts: await stagesRead(context, actor, room, snapshot),
    asked,
    lead: facts.staff ? await leadOf(context, actor, room, facts.staff) : null,
    ...(await groupPlanOf(context, actor, room, request)),
    warning: otherYear,
    pauseAsked: new URL(request.url).searchParams.get('asked') === 'pause',
    // A rehearsal leaves no trace, on the device as little as on the server.
    deviceKey: rehearsals.isRehearsal(room) ? null : context.deviceKey,
    sharedDevice: context.sharedDevice,
    learningSaved: new URL(request.url).searchParams.get('saved') === 'learning',
  }
}

/** Only as much of the time as the page has words for: when exactly somebody went is told to nobody. */
function holderOf({ isHere, awayForMs }: { isHere: boolean; awayForMs: number }) {
  const away = awayForMs < awayMs ? 'no' : awayForMs < deputyAfterMs ? 'a moment' : 'long'
  return { isHere, away } satisfies RoomPage['holder']
}

/** For somebody who is no longer in the room; null for everybody else. */
export async function loadRemovedPage(
  context: AppLoadContext,
  params: { room?: string | undefined },
): Promise<RemovedPage | null> {
  const actor = signedIn(context)
  const room = readParam(roomId, params.room)
  const own = await context.services.rooms.ownWords(actor, room)
  if (!own.ok) return null
  const { why, title, startsAt, texts, learning } = own.value
  const { asked } = await context.services.cpd.learning(actor, londonDay(startsAt))
  const learnt = asked.questions.flatMap(({ id, question }) => {
    const text = learning[id]
    return text ? [{ heading: question, text }] : []
  })
  const notes = texts.map(({ phaseTitle, text }) => ({
    heading: `From “${phaseTitle}”`,
    text,
  }))
  const all = [...notes, ...learnt]
  return { room, why, title, startsAt, texts: all, deviceKey: context.deviceKey }
}

/** The texts of the parts that have been shown and that this reader has opened. */
async function stagesRead(
  { services }: AppLoadContext,
  actor: Actor,
  room: RoomId,
  { view, mine, role }: Snapshot,
): Promise<Record<string, StageText>> {
  const watches = role === 'observer' || role === 'projector'
  const texts: Record<string, StageText> = {}
  for (const { stage } of view.stages) {
    if (!watches && !mine.opened.includes(stage)) continue
    const read = await services.rooms.stage(actor, room, stage)
    if (!read.ok) continue
    const { title, html, warning } = read.value
    texts[stage] = warning ? { title, html, warning } : { title, html }
  }
  return texts
}

const asked = z.object({
  groups: z.enum(['chance', 'answers']),
  number: z.coerce.number().int().min(1).max(groupsAtMost).optional().catch(undefined),
})

/** The groups that the address asks for: a form of its own, so that it works without JavaScript. */
async function groupPlanOf(
  { services }: AppLoadContext,
  actor: Actor,
  room: RoomId,
  request: Request,
): Promise<Pick<RoomPage, 'groupPlan' | 'noGroupPlan'>> {
  const query = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return { groupPlan: null, noGroupPlan: null }
  const { groups, number } = query.data
  const plan = await services.rooms.proposeGroups(actor, room, { how: groups, number })
  return plan.ok
    ? { groupPlan: plan.value, noGroupPlan: null }
    : { groupPlan: null, noGroupPlan: plan.error.message }
}

async function leadOf(
  { services, origin }: AppLoadContext,
  actor: Actor,
  room: RoomId,
  staff: {
    says: Record<string, string>
    guide: string
    stages: { stage: string; title: string }[]
  },
): Promise<Lead> {
  const stages = await Promise.all(
    staff.stages.map(async ({ stage, title }) => {
      const read = await services.rooms.stage(actor, room, stage)
      return { stage, title, notesHtml: read.ok ? (read.value.notesHtml ?? '') : '' }
    }),
  )
  const invitation = await services.rooms.invitation(actor, room, origin)
  return {
    says: staff.says,
    guide: staff.guide,
    stages,
    invitation: invitation.ok ? invitation.value : null,
  }
}
