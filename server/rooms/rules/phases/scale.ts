import { refuse } from '#server/platform/rules/outcome.ts'
import { kept, notHere } from '../effects.ts'
import { withScale } from '../mine.ts'
import { takesPart } from '../state.ts'
import { at } from '../view.ts'
import { nothingOpens, type AtClose, type Effect, type PhaseRules } from './rules.ts'

/** One value each on a scale; only how often each was chosen is shown, at the close. */
export const scale: PhaseRules = {
  accepts: ['scale.put'],
  grace: 'nothing',
  late: false,
  withoutNames: false,
  reduce(command, { phase, actor, own }) {
    if (command.type !== 'scale.put' || !phase.scale) return notHere(phase.title)
    const { value } = command.body
    const { min, max } = phase.scale
    if (value < min || value > max) {
      return refuse('invalid', `Choose a value from ${min} to ${max}.`, { field: 'value' })
    }
    return kept(actor, withScale(own, phase.id, value))
  },
  opens: nothingOpens,
  closes: count,
  announcement: ({ scale: range }) =>
    range
      ? `Choose a value from ${range.min} to ${range.max}. All values are shown at the same moment.`
      : 'Choose a value.',
  summary: (view, phase) => ({
    part: 'scale',
    ...(phase.scale ? { range: phase.scale } : {}),
    values: Object.entries(at(view.scales, phase.id) ?? {})
      .map(([value, people]) => ({ value: Number(value), people }))
      .sort((a, b) => a.value - b.value),
  }),
}

function count({ state, phase, mines }: AtClose): Effect {
  const values: Record<string, number> = {}
  for (const { person, role } of state.view.people) {
    const value = takesPart(role) ? at(mines(person).scales, phase.id) : undefined
    if (value !== undefined) values[value] = (values[value] ?? 0) + 1
  }
  const body = { phase: phase.id, values }
  return { events: [{ stream: 'room', type: 'scales.totalled', body }], mines: [] }
}
