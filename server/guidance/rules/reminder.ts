import {
  clockText,
  dayText,
  daysBetween,
  londonDay,
  type Day,
} from '#server/platform/rules/london.ts'

export type Reminder = {
  /** Work addresses of those who have not finished. */
  to: readonly string[]
  /** Opens the manager's own mail program with all of it. */
  href: string
}

/**
 * A letter that a manager sends to those who have not finished a module, in the manager's own mail
 * program. Its readers do not see each other: who is behind is nobody else's business. Pure.
 */
export function reminderTo(asked: {
  to: readonly string[]
  title: string
  dueOn: Day
  today: Day
  roomAt: number | null
  link: string
}): Reminder {
  const { to, title, dueOn, today, roomAt, link } = asked
  const isOver = daysBetween(today, dueOn) < 0
  const lines = [
    `Please finish the module “${title}” in Casecircle${isOver ? '' : ` by ${dayText(dueOn)}`}.`,
    'You can do it in short sittings: everything you did is kept.',
    ...(roomAt === null ? [] : [`${roomText(roomAt)} You can come to it without the module.`]),
    link,
  ]
  const fields = [
    `bcc=${to.map(encodeURIComponent).join(',')}`,
    `subject=${encodeURIComponent(`Reminder: ${title}`)}`,
    `body=${encodeURIComponent(lines.join('\r\n\r\n'))}`,
  ]
  return { to, href: `mailto:?${fields.join('&')}` }
}

function roomText(at: number): string {
  return `Our room is on ${dayText(londonDay(at))} at ${clockText(at)}.`
}
