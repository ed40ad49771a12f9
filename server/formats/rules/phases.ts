import type { FormatId } from '#server/platform/rules/ids.ts'
import type { PhaseKind } from '#server/rooms/rules/phase-kind.ts'
import type { Format, FormatPhase } from '#server/toolkits/rules/format.ts'
import { phaseNames } from './phase-names.ts'

/** One fault of the form, at the field of that name; without one it concerns the whole. */
export type Fault = { field?: string; message: string }
/** A format after a change, or everything that is wrong with the change. */
export type Edited = { ok: true; value: Format } | { ok: false; errors: Fault[] }

/** A copy of `base` under another id and title, which says where it comes from. */
export function copyOf(base: Format, { id, title }: { id: FormatId; title: string }): Format {
  const { summary, size, rules, guide, parts, phases } = base
  const origin = `Our team's own. It began as a copy of “${base.title}”.`
  const basis = `${origin} ${base.basis}`.slice(0, 3000)
  return { id, title, summary, size, rules, guide, basis, parts, phases }
}

/** The phase one place earlier (-1) or later (1); at the end of the list, or unknown, nothing moves. */
export function movePhase(format: Format, phase: string, by: -1 | 1): Format {
  const from = format.phases.findIndex(({ id }) => id === phase)
  const moved = format.phases[from]
  const other = format.phases[from + by]
  if (!moved || !other) return format
  const phases = format.phases.map((one) => (one === moved ? other : one === other ? moved : one))
  return { ...format, phases }
}

/** Without that phase. Own learning stays, because it is each person's CPD. */
export function leaveOut(format: Format, phase: string): Edited {
  const out = format.phases.find(({ id }) => id === phase)
  if (!out) return { ok: true, value: format }
  const others = format.phases.filter((one) => one !== out)
  const isLastOwn = out.kind === 'own-learning' && !others.some(({ kind }) => kind === out.kind)
  if (!isLastOwn) return { ok: true, value: { ...format, phases: others } }
  const message = `Keep “${out.title}”: it becomes each person's CPD draft. You can make it shorter.`
  return { ok: false, errors: [{ message }] }
}

/** With one more phase of `kind`, before own learning where there is one. */
export function addPhase(format: Format, kind: PhaseKind): Format {
  const { phases } = format
  const own = phases.findIndex((phase) => phase.kind === 'own-learning')
  const at = own < 0 ? phases.length : own
  return {
    ...format,
    phases: [...phases.slice(0, at), newPhase(phases, kind), ...phases.slice(at)],
  }
}

function newPhase(phases: readonly FormatPhase[], kind: PhaseKind): FormatPhase {
  const { title, minutes, ...more } = phaseNames[kind]
  const { what: _what, ...settings } = more
  const stage = kind === 'disclose' ? { stage: nextStage(phases) } : {}
  return {
    id: freeId(phases, kind),
    kind,
    title,
    minutes,
    ours: true,
    prompts: [],
    anonymous: false,
    ...settings,
    ...stage,
  }
}

function freeId(phases: readonly FormatPhase[], kind: PhaseKind): string {
  const taken = new Set(phases.map(({ id }) => id))
  let id: string = kind
  for (let n = 2; taken.has(id); n += 1) id = `${kind}-${n}`
  return id
}

/** The first part of the case that no phase shows yet; the last one when all are shown. */
function nextStage(phases: readonly FormatPhase[]): string {
  const shown = new Set(phases.map(({ stage }) => stage))
  let n = 1
  while (n < 99 && shown.has(`stage-${n}`)) n += 1
  return `stage-${n}`
}
