import { notHere } from '../effects.ts'
import { nothingCloses, nothingOpens, type PhaseRules } from './rules.ts'

/** Time to write one's own learning. It can be saved in every phase: see `learning.save`. */
export const ownLearning: PhaseRules = {
  accepts: [],
  grace: 'nothing',
  late: false,
  withoutNames: false,
  reduce: (_command, { phase }) => notHere(phase.title),
  opens: nothingOpens,
  closes: nothingCloses,
  announcement: () => 'Write what you learnt. This becomes your CPD draft. Only you can read it.',
  summary: () => ({ part: 'own' }),
}
