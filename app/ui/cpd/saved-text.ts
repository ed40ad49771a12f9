import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

/** When something was saved, after the word "Saved": '2:32pm', or with its day when not today. */
export function savedText(savedAt: number, now: number): string {
  const on = londonDay(savedAt)
  if (on === londonDay(now)) return clockText(savedAt)
  return `${clockText(savedAt)} on ${dayTextWithYear(on)}`
}
