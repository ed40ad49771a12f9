/** Kinds of activity as a picture tells them apart: four shapes, each with a word. */
export const families = ['module', 'discussion', 'people', 'own'] as const
export type Family = (typeof families)[number]

export const familyWords = {
  module: 'Online module',
  discussion: 'Group case discussion',
  people: 'With somebody else',
  own: 'On your own, or a course',
} satisfies Record<Family, string>

const withSomebody = new Set([
  'supervision',
  'shadowing',
  'feedback',
  'teaching',
  'early-career-programme',
])

/** The family of an activity type; what no profile of ours knows is one's own. */
export function familyOf(type: string | null): Family {
  if (type === 'online-module') return 'module'
  if (type === 'group-case-discussion') return 'discussion'
  return type !== null && withSomebody.has(type) ? 'people' : 'own'
}
