import { heldMs, presentOf } from './beside.ts'
import { nameOnScreen, screenParts, type ScreenPart } from './screen-parts.ts'
import type { Beside, FormatPart, PhaseView, View } from './shapes.ts'
import { isOver } from './state.ts'
import { at } from './view.ts'

/** The phase on the wall: one question, and minutes only. */
export type ScreenPhase = {
  title: string
  place: number
  question: string
  /** Who speaks in it, where the format says so. */
  speaks: string | null
  withoutNames: boolean
  isClosing: boolean
  /** Whole minutes left as a guide, rounded up; 0 when the time is over. */
  minutesLeft: number
  /** How much has gone by, 0 to 100. */
  gonePercent: number
  next: string | null
  shown: ScreenPart
}

/** All that a screen on a wall is told of a room. */
export type Screen = {
  title: string
  status: View['room']['status']
  startsAt: string
  phases: { title: string; minutes: number; state: 'done' | 'now' | 'ahead' }[]
  phase: ScreenPhase | null
  /** Who plays which part of the format; none while names are off, or nobody plays one. */
  parts: { title: string; names: string[] }[]
  /** Null while names are off, as who is here would tell who writes; and once the room is over. */
  here: { present: number; of: number } | null
}

/**
 * What a screen is made of. `here`: ids of those who have the room open, null where that is not told.
 * `now` in epoch ms.
 */
export type ScreenSources = {
  view: View
  beside: Beside
  rules: readonly string[]
  /** Parts that the format names. */
  parts?: readonly FormatPart[]
  /** Who speaks, in plain words, by phase. */
  speaks?: Readonly<Record<string, string>>
  here: readonly string[] | null
  now: number
}

/**
 * The wall's picture of a room at `now`: a function of the log and of who is here, so it cannot hold
 * a draft, a note, a vote before its time, or a part of the case. Names are off where the phase's are.
 */
export function screenOf(on: ScreenSources): Screen {
  const { view, beside, rules, parts = [], speaks = {}, here, now } = on
  const { title, status, startsAt } = view.room
  // A room that is over may have been closed in the middle of a phase: nothing of it stays on a wall.
  const over = isOver(view)
  const phase = over ? undefined : view.phases.find(({ id }) => id === view.current)
  const present = presentOf(here ?? [], beside)
  const counted = view.people.filter(({ person }) => present.has(person)).length
  return {
    ...{ title, status, startsAt },
    phases: view.phases.map((one) => ({
      title: one.title,
      minutes: one.minutes,
      state: one.id === view.current ? 'now' : one.state === 'closed' ? 'done' : 'ahead',
    })),
    phase: phase ? phaseOnScreen({ view, beside, rules, speaks }, phase, now) : null,
    parts: over || phase?.anonymous ? [] : partsOnScreen({ view, beside }, parts),
    here:
      here === null || over || phase?.anonymous
        ? null
        : { present: counted, of: view.people.length },
  }
}

type Shared = { view: View; beside: Beside }

function partsOnScreen({ view, beside }: Shared, parts: readonly FormatPart[]): Screen['parts'] {
  return parts.flatMap(({ part, title }) => {
    const players = beside.cast.filter((one) => one.part === part)
    const names = players.map(({ person }) => nameOnScreen(view, person))
    return names.length === 0 ? [] : [{ title, names }]
  })
}

function phaseOnScreen(
  { view, beside, rules, speaks }: Shared & Required<Pick<ScreenSources, 'rules' | 'speaks'>>,
  phase: PhaseView,
  now: number,
): ScreenPhase {
  const place = view.phases.indexOf(phase) + 1
  const wholeMs = phase.minutes * 60_000
  const openedAt = phase.openedAt === undefined ? now : Date.parse(phase.openedAt)
  const leftMs = Math.max(0, openedAt + wholeMs + heldMs(beside, phase.id, now) - now)
  return {
    title: phase.title,
    place,
    question: phase.kind === 'welcome' ? 'How we talk with each other' : questionOf(phase),
    speaks: at(speaks, phase.id) ?? null,
    withoutNames: phase.anonymous,
    isClosing: phase.state === 'closing',
    minutesLeft: Math.ceil(leftMs / 60_000),
    gonePercent: wholeMs > 0 ? Math.min(100, Math.round(100 - (leftMs / wholeMs) * 100)) : 100,
    next: view.phases[place]?.title ?? null,
    shown: screenParts[phase.kind](view, phase, rules),
  }
}

/** One question on the wall: the first of the phase, or its title. */
function questionOf(phase: PhaseView): string {
  return phase.prompts[0] ?? phase.title
}
