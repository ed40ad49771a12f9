import type { RoomSnapshot } from '#app/room-client/room-state.ts'
import type { CarriedAction } from '#server/rooms/rules/carried.ts'
import type { FormError } from '#app/context.ts'
import type { LearningAsked } from '#server/cpd/rules/regulator/learning-questions.ts'
import type { GroupPlan } from '#server/rooms/rules/group-plans.ts'
import type { Invitation } from '#server/rooms/rules/invitation.ts'
import type { FormatPart } from '#server/rooms/rules/shapes.ts'

/** What the loader of a room's page hands over. */
export type RoomPage = {
  room: string
  team: { team: string; name: string }
  /** Only the reader is real here, and nothing is kept. */
  rehearsal: boolean
  snapshot: RoomSnapshot
  /** Who has the room open; null when nobody counts. */
  here: string[] | null
  /** Whether whoever holds the seat is here, and for how long they have been away. */
  holder: { isHere: boolean; away: 'no' | 'a moment' | 'long' }
  /** Fresh for each page: the ids of its forms are made of it. */
  seed: string
  /** The server's time, epoch ms. */
  now: number
  /** What earlier rooms of the team have left to do. */
  lastTime: CarriedAction[]
  /** What all phases take together by the plan. */
  minutes: number
  formatTitle: string
  /** The format's ground rules. */
  rules: string[]
  /** Parts that people play in this format. */
  parts: FormatPart[]
  /** Who speaks, in plain words, by phase. */
  speaks: Record<string, string>
  /** Parts that this reader has opened. */
  stageTexts: Record<string, StageText>
  /** What this reader is asked about own learning, by where they are registered. */
  asked: LearningAsked
  /** For facilitator and co-facilitators; null for everybody else. */
  lead: Lead | null
  /** Small groups that are proposed and not formed yet; for whoever holds the seat. */
  groupPlan: GroupPlan[] | null
  /** Why the groups that were asked for are not proposed; null where nothing was refused. */
  noGroupPlan: string | null
  /** Something to know before the day, such as two registration years. */
  warning: string | null
  /** One has just asked for a pause (the page without JavaScript says so by its address). */
  pauseAsked: boolean
  /** The page follows a post of own learning: without JavaScript this is how saving says so. */
  learningSaved: boolean
  /** With what unsent text is locked on this device; null where none is kept. */
  deviceKey: { owner: string; key: string } | null
  /** Signed in on a shared computer: nothing is kept on it. */
  sharedDevice: boolean
}

export type StageText = { title: string; html: string; warning?: string }
export type Lead = {
  /** How people come in: address, code, QR code. */
  invitation: Invitation | null
  /** Sentences to read aloud, by phase. */
  says: Record<string, string>
  /** How to lead the format. */
  guide: string
  stages: { stage: string; title: string; notesHtml: string }[]
}

/** What somebody finds who is no longer in the room: their own words, under headings. */
export type RemovedPage = {
  room: string
  why: 'removed' | 'left'
  title: string
  startsAt: number
  texts: { heading: string; text: string }[]
  deviceKey: RoomPage['deviceKey']
}

/** A form that was refused, with all that had been typed. */
export type RoomRefusal = {
  code: string
  errors: FormError[]
  typed: Record<string, string>
}
