import type { z } from 'zod'

/** A calendar day in Europe/London, 'YYYY-MM-DD'. */
export type Day = string & z.core.$brand<'Day'>

export function isDay(text: string): text is Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

/** A text that must be a day; throws where it is none. Without a schema: many pages show a day. */
export function dayFrom(text: string): Day {
  if (!isDay(text)) throw new RangeError(`${text} is not a day`)
  return text
}
