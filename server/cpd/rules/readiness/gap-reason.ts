/** What can be missing, or worth a look; a profile says which of them its regulator's rules ask. */
export const gapReasons = [
  'outside-year',
  'used-last-year',
  'same',
  'impact',
  'unfinished',
  'draft',
  'too-few',
  'peer',
  'hours',
  'participatory-hours',
  'coverage',
  'topics',
  'activity-types',
  'accounts',
  'feedback',
  'similar',
  'identifying',
] as const
export type GapReason = (typeof gapReasons)[number]
