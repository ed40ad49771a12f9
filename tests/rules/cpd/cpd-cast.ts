import { evidenceId, entryId, personId } from '#server/platform/rules/ids.ts'
import { day } from '#server/platform/rules/london.ts'
import { profile, type Profile } from '#server/cpd/rules/regulator/profile.ts'
import type { Entry, EntryFields } from '#server/cpd/rules/entry/entry.ts'

/** Social Work England's rule set as the rules need it; the real one is content. */
export const socialWorkEngland: Profile = profile.parse({
  id: 'social-work-england-2021',
  name: 'Social Work England',
  validFrom: '2021-12-01',
  validTo: null,
  cycle: { kind: 'fixed', starts: '12-01', ends: '11-30', opens: '09-01', closes: '11-30' },
  pieces: { min: 2, mustDiffer: true },
  peer: { min: 1, naming: 'job-title', groupCounts: true },
  fields: [
    { id: 'activityType', question: 'Type of activity', required: true, kind: 'choice' },
    { id: 'description', question: 'What was it?', required: true, kind: 'text' },
    { id: 'date', question: 'Date', required: true, kind: 'date' },
    { id: 'learnt', question: 'What have you learnt?', required: true, kind: 'text' },
    { id: 'impact', question: 'What good will it do?', required: true, kind: 'text' },
    { id: 'peerLearning', question: 'From peers?', required: false, kind: 'text' },
  ],
  activityTypes: [
    { id: 'online-module', label: 'Online module' },
    { id: 'group-case-discussion', label: 'Group case discussion' },
    { id: 'supervision', label: 'Supervision' },
  ],
  questions: 'of-its-form',
  rules: [
    { text: 'Two pieces.', sources: ['page'], for: ['too-few', 'same', 'peer', 'outside-year'] },
    { text: 'Finished ones.', sources: ['page'], for: ['draft', 'unfinished', 'impact'] },
    { text: 'Used once.', sources: ['page'], for: ['used-last-year'] },
  ],
  advice: [],
  sources: { page: { title: 'A page', read: '2026-11-25' } },
})

export const owner = personId.parse('00000000-0000-4000-8000-0000000000aa')

export function entryNumber(n: number) {
  return entryId.parse(`00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`)
}
export function evidenceNumber(n: number) {
  return evidenceId.parse(`10000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`)
}

/** A complete, ready piece of the year that ends in November 2026, unlike any other. */
export function piece(
  n: number,
  { fields = {}, ...more }: Partial<Omit<Entry, 'fields'>> & { fields?: Partial<EntryFields> } = {},
): Entry {
  return {
    id: entryNumber(n),
    owner,
    status: 'ready',
    fields: {
      activityType: 'supervision',
      date: day.parse('2026-05-14'),
      description: `Piece number ${n}, which is about something of its own.`,
      learnt: `I learnt lesson ${n}.`,
      impact: `People will notice change ${n}.`,
      peerLearning: '',
      others: {},
      ...fields,
    },
    typedDate: null,
    broughtLabel: null,
    evidence: [],
    standards: [],
    minutes: null,
    participatoryMinutes: null,
    createdAt: Date.parse('2026-05-14T10:00:00Z'),
    savedAt: Date.parse('2026-05-14T10:00:00Z'),
    submittedAt: null,
    revision: 1,
    writer: null,
    spotted: null,
    ...more,
  }
}
