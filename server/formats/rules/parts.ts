import type { Format } from '#server/toolkits/rules/format.ts'
import type { Edited } from './phases.ts'

export type Part = Format['parts'][number]

/** A format names at most so many parts. */
export const partsAtMost = 12

/** Without that part; unknown, nothing changes. */
export function leavePartOut(format: Format, part: string): Format {
  return { ...format, parts: format.parts.filter((one) => one.part !== part) }
}

/** With one more part at the end. Its title and what it asks are judged with the whole format. */
export function addPart(format: Format, { title, does }: Pick<Part, 'title' | 'does'>): Edited {
  if (format.parts.length >= partsAtMost) {
    return { ok: false, errors: [{ message: `A format has at most ${partsAtMost} parts.` }] }
  }
  const errors = [
    ...(title === '' ? [{ field: 'new-title', message: 'Write what the part is called.' }] : []),
    ...(does === '' ? [{ field: 'new-does', message: 'Write what the part asks.' }] : []),
    ...(title.length > 60
      ? [{ field: 'new-title', message: 'Shorten this to 60 characters.' }]
      : []),
    ...(does.length > 600
      ? [{ field: 'new-does', message: 'Shorten this to 600 characters.' }]
      : []),
  ]
  if (errors.length > 0) return { ok: false, errors }
  const part = { part: freeName(format.parts), title, does, several: false }
  return { ok: true, value: { ...format, parts: [...format.parts, part] } }
}

function freeName(parts: readonly Part[]): string {
  const taken = new Set(parts.map(({ part }) => part))
  let n = parts.length + 1
  while (taken.has(`part-${n}`)) n += 1
  return `part-${n}`
}
