import { notHere } from '../effects.ts'
import { nothingCloses, nothingOpens, type PhaseRules } from './rules.ts'

/** One stage of the case, read alone once the facilitator has released it. */
export const disclose: PhaseRules = {
  accepts: [],
  grace: 'nothing',
  late: false,
  withoutNames: false,
  reduce: (_command, { phase }) => notHere(phase.title),
  opens: nothingOpens,
  closes: nothingCloses,
  announcement: () =>
    'A part of the case appears here as soon as the facilitator shows it. Your notes stay private.',
  summary(view, phase) {
    const stage = view.stages.find((one) => one.stage === phase.stage)
    return stage ? { part: 'stage', ...stage } : { part: 'nothing' }
  },
}
