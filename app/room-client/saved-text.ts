import type { Mine } from '#server/rooms/rules/shapes.ts'

/** What the server has of a field `phase/field` or `learning/question`; empty when it has nothing. */
export function savedText(mine: Mine, key: string): string {
  const [phase = '', field = ''] = key.split('/')
  if (phase === 'learning') {
    return Object.entries(mine.learning).find(([question]) => question === field)?.[1] ?? ''
  }
  return mine.drafts.find((one) => one.phase === phase && one.field === field)?.text ?? ''
}
