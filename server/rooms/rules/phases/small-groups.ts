import { notHere } from '../effects.ts'
import { nothingCloses, nothingOpens, type PhaseRules } from './rules.ts'

/** Small groups: declared, so that formats can name it; a room with it cannot be scheduled yet. */
export const smallGroups: PhaseRules = {
  accepts: [],
  grace: 'nothing',
  late: false,
  refusedBecause: 'Rooms cannot split into small groups yet. Choose another format.',
  reduce: (_command, { phase }) => notHere(phase.title),
  opens: nothingOpens,
  closes: nothingCloses,
  announcement: () => 'Work in your small group.',
  summary: () => ({ part: 'nothing' }),
}
