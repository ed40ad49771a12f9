import type { PhaseView, View } from '#server/rooms/rules/shapes.ts'

/** One question to the server for its time: when it was sent and answered here, and what it said. */
export type Ping = { sentAt: number; answeredAt: number; serverAt: number }

/** Our own clock in epoch ms, which never jumps while the page is open. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now()
}

/**
 * How far the server's clock is ahead of ours, in ms, from the fastest of the pings: the less time an
 * answer took, the less can be wrong. Zero without pings. Pure.
 */
export function clockOffset(pings: readonly Ping[]): number {
  const [fastest] = [...pings].sort((a, b) => tripOf(a) - tripOf(b))
  if (!fastest) return 0
  return fastest.serverAt - (fastest.sentAt + tripOf(fastest) / 2)
}

function tripOf(ping: Ping): number {
  return ping.answeredAt - ping.sentAt
}

/**
 * Time left in `phase` at `now` (server time, epoch ms), in ms; negative when it is over. `held`: for
 * how long its clock was held.
 */
export function leftMs(phase: PhaseView, now: number, held = 0): number {
  const openedAt = phase.openedAt === undefined ? now : Date.parse(phase.openedAt)
  return openedAt + phase.minutes * 60_000 + held - now
}

/** How much of `phase` has gone by at `now`, in percent from 0 to 100. */
export function gonePercent(phase: PhaseView, now: number, held = 0): number {
  const whole = phase.minutes * 60_000
  if (whole <= 0) return 100
  return Math.min(100, Math.max(0, 100 - (leftMs(phase, now, held) / whole) * 100))
}

/** Seconds until the deadline of a closing phase, rounded up; 0 when it has passed. */
export function secondsToDeadline(phase: PhaseView, now: number): number {
  if (phase.deadline === undefined) return 0
  return Math.max(0, Math.ceil((Date.parse(phase.deadline) - now) / 1000))
}

/** '5:10' */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** 'PT5M10S' */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `PT${Math.floor(seconds / 60)}M${seconds % 60}S`
}

/** '2 minutes over' once a phase has gone past its time by a minute, 'Time is up' before that. */
export function overText(leftOfPhaseMs: number): string {
  const minutes = Math.floor(-leftOfPhaseMs / 60_000)
  return minutes < 1 ? 'Time is up' : `${minutesText(minutes)} over`
}

/** When the room will end at this pace, and when it would by its plan. Epoch ms. */
export type Pace = { endsAt: number; plannedAt: number }

/**
 * The pace of a running room at `now`, with `planMinutes` for all its phases together: what is left
 * of this phase, and every phase that has not been opened yet. Null before the first phase.
 */
export function paceOf(view: View, planMinutes: number, now: number): Pace | null {
  const opened = view.phases.flatMap(({ openedAt }) => (openedAt ? [Date.parse(openedAt)] : []))
  if (opened.length === 0) return null
  const current = view.phases.find((phase) => phase.id === view.current)
  const left = current ? Math.max(0, leftMs(current, now)) : 0
  const ahead = view.phases.filter(({ state }) => state === 'pending')
  const minutes = ahead.reduce((sum, phase) => sum + phase.minutes, 0)
  const plannedAt = Math.min(...opened) + planMinutes * 60_000
  return { endsAt: now + left + minutes * 60_000, plannedAt }
}

/** 'about 4 minutes behind the plan' · 'about on plan': advice, in whole minutes. */
export function paceText({ endsAt, plannedAt }: Pace): string {
  const minutes = Math.round((endsAt - plannedAt) / 60_000)
  if (Math.abs(minutes) < 2) return 'about on plan'
  const much = minutesText(Math.abs(minutes))
  return minutes > 0 ? `about ${much} behind the plan` : `about ${much} ahead of the plan`
}

function minutesText(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
