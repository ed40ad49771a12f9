import { logged, notHere } from '../effects.ts'
import { nothingCloses, nothingOpens, type PhaseRules } from './rules.ts'

/** Ground rules, accepted by each person. */
export const welcome: PhaseRules = {
  accepts: ['rules.accept'],
  grace: 'nothing',
  late: false,
  withoutNames: false,
  reduce(command, { actor, phase }) {
    if (command.type !== 'rules.accept') return notHere(phase.title)
    return logged({ stream: 'room', type: 'rules.accepted', body: {}, actor })
  },
  opens: nothingOpens,
  closes: nothingCloses,
  announcement: () => 'Read the ground rules. Press Accept when you can keep to them.',
  summary: (view) => ({ part: 'rules', accepted: view.accepted.length }),
}
