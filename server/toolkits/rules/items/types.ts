/** Every kind of item that a section can hold. A kind left out of `items/index.ts` does not compile. */
export const itemTypes = [
  'check',
  'confidence',
  'reflection',
  'survey',
  'vignette',
  'spread',
] as const
export type ItemType = (typeof itemTypes)[number]
