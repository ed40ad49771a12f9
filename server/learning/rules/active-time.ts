/** The longest pause between two acts that still counts as working, in milliseconds. */
export const longestPauseMs = 5 * 60_000

/**
 * The active time that an act adds, in milliseconds: what the page measured (visible and not idle),
 * but never more than has passed on our clock since the last act that was counted, so that two tabs
 * or a made-up number cannot lengthen it, and never more than one pause.
 */
export function addedActiveMs(measuredMs: number, at: number, lastAt: number | null): number {
  const passed = lastAt === null ? longestPauseMs : at - lastAt
  return Math.max(0, Math.min(measuredMs, passed, longestPauseMs))
}
