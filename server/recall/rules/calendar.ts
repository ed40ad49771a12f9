import { addDays, type Day } from '#server/platform/rules/london.ts'

/**
 * The days on which questions come back, as a calendar file (RFC 5545): one quiet all-day event a
 * day. It names no toolkit and no question, because others may look at a calendar.
 */
export function calendarOf(days: readonly Day[], person: string, stampedAt: number): string {
  const events = [...new Set(days)]
    .sort()
    .flatMap((day) => [
      'BEGIN:VEVENT',
      `UID:recall-${person}-${day}@casecircle`,
      `DTSTAMP:${instantText(stampedAt)}`,
      `DTSTART;VALUE=DATE:${dateText(day)}`,
      `DTEND;VALUE=DATE:${dateText(addDays(day, 1))}`,
      'SUMMARY:Casecircle: about a minute',
      'DESCRIPTION:Questions that you wanted to see again. They wait if today does not suit.',
      'TRANSP:TRANSPARENT',
      'CLASS:PRIVATE',
      'END:VEVENT',
    ])
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Casecircle//Recall//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

/** Lines of at most 75 octets: ours are plain ASCII. Source: RFC 5545, 3.1. */
function folded(line: string): string {
  return line.replace(/(.{74})(?=.)/g, '$1\r\n ')
}

function dateText(day: Day): string {
  return day.replaceAll('-', '')
}

function instantText(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
}
