import type { PhaseView } from '#server/rooms/rules/shapes.ts'

/** One question to the server for its time: when it was sent and answered here, and what it said. */
export type Ping = { sentAt: number; answeredAt: number; serverAt: number }

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

/** Time left in `phase` at `now` (server time, epoch ms), in ms; negative when it is over. */
export function leftMs(phase: PhaseView, now: number): number {
  const openedAt = phase.openedAt === undefined ? now : Date.parse(phase.openedAt)
  return openedAt + phase.minutes * 60_000 - now
}

/** How much of `phase` has gone by at `now`, in percent from 0 to 100. */
export function gonePercent(phase: PhaseView, now: number): number {
  const whole = phase.minutes * 60_000
  if (whole <= 0) return 100
  return Math.min(100, Math.max(0, 100 - (leftMs(phase, now) / whole) * 100))
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
