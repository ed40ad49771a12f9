import { templates, type Box, type TemplateName } from '#server/toolkits/rules/items/templates.ts'
import { normaliseText } from '#server/platform/rules/text.ts'

/** What stands before a box's name in the one text that a reflection is kept as. */
const mark = '## '

const boxes: readonly Box[] = Object.values(templates).flatMap((one) => one.boxes)

/**
 * One text of what stands in the boxes of a reflection: each that is not empty under its name, in
 * the order of its template. `boxesIn` reads it back without loss, whatever was typed.
 */
export function textOfBoxes(typed: Readonly<Record<string, string>>): string {
  return boxes
    .flatMap(({ id, label }) => {
      const text = normaliseText(typed[id] ?? '')
      return text === '' ? [] : [`${mark}${label}\n${escaped(text)}`]
    })
    .join('\n\n')
}

/**
 * What stands in each box of `template`. Words under no name of its own, such as those written
 * before the reflection had boxes, stand in the first: nothing that was written is lost.
 */
export function boxesIn(text: string, template: TemplateName): Record<string, string> {
  const own = templates[template].boxes
  const found = new Map<string, string[]>(own.map(({ id }) => [id, []]))
  let at = own[0]?.id ?? ''
  for (const line of text.split('\n')) {
    const box = own.find(({ label }) => line === `${mark}${label}`)
    if (box) at = box.id
    else found.get(at)?.push(unescaped(line))
  }
  return Object.fromEntries([...found].map(([id, lines]) => [id, lines.join('\n').trim()]))
}

/** A typed line that looks like the name of a box gets a mark before it, and loses it again. */
function escaped(text: string): string {
  return text.replace(/^(?=\\*## )/gm, '\\')
}

function unescaped(line: string): string {
  return line.replace(/^\\(?=\\*## )/, '')
}

/** The text of a reflection as it is read elsewhere: each box under its name, without our marks. */
export function readableText(text: string): string {
  const names = new Set(boxes.map(({ label }) => `${mark}${label}`))
  return text
    .split('\n')
    .map((line) => (names.has(line) ? line.slice(mark.length) : unescaped(line)))
    .join('\n')
}
