import { normaliseText } from '#server/platform/rules/text.ts'
import { phaseKind } from '#server/rooms/rules/phase-kind.ts'
import { format as schema, type Format, type FormatPhase } from '#server/toolkits/rules/format.ts'
import { addPart, leavePartOut, type Part } from './parts.ts'
import { addPhase, leaveOut, movePhase, type Edited, type Fault } from './phases.ts'

/**
 * `format` after a form was posted: every field that came replaces what stood there, then the pressed
 * button does its work. All of it or, with a fault at each field that is not right, nothing. Whatever
 * the form holds, the outcome is a sound format that keeps its id. Pure, never throws.
 */
export function edited(format: Format, fields: ReadonlyMap<string, string>): Edited {
  const typed = schema.safeParse({
    ...format,
    ...aboutIn(format, fields),
    parts: format.parts.map((part) => partIn(part, fields)),
    phases: format.phases.map((phase) => phaseIn(phase, fields)),
  })
  if (!typed.success) return { ok: false, errors: typed.error.issues.map(faultOf(format)) }
  const done = pressed(typed.data, fields)
  if (!done.ok) return done
  const whole = schema.safeParse(done.value)
  if (whole.success) return { ok: true, value: whole.data }
  return { ok: false, errors: whole.error.issues.map(({ message }) => ({ message })) }
}

/** The name of the field with `part` of a phase. */
export function phaseField(part: string, phase: string): string {
  return `${part}.${phase}`
}

/** The name of the field with something of a part that people play. */
export function partField(name: string, part: string): string {
  return `part-${name}.${part}`
}

function partIn(part: Part, fields: ReadonlyMap<string, string>): Part {
  const typed = (name: string) => fields.get(partField(name, part.part))
  return {
    part: part.part,
    title: normaliseText(typed('title') ?? part.title),
    does: normaliseText(typed('does') ?? part.does),
    several: (typed('several') ?? (part.several ? 'several' : 'one')) === 'several',
  }
}

/** Lines of a text field as a list: one line each, empty lines left out. */
function linesOf(text: string): string[] {
  return normaliseText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Digits as a number; whatever else was typed is no number, and the schema says so. */
function numberOf(text: string): number {
  return /^-?\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN
}

function aboutIn(format: Format, fields: ReadonlyMap<string, string>) {
  const text = (name: 'title' | 'summary' | 'guide') =>
    normaliseText(fields.get(name) ?? format[name])
  const size = (end: 'min' | 'max') => {
    const typed = fields.get(`size-${end}`)
    return typed === undefined ? format.size[end] : numberOf(typed)
  }
  const rules = fields.get('rules')
  return {
    title: text('title'),
    summary: text('summary'),
    guide: text('guide'),
    rules: rules === undefined ? format.rules : linesOf(rules),
    size: { min: size('min'), max: size('max') },
  }
}

/** A phase with what was typed for it. Minutes that were changed are the team's, not the source's. */
function phaseIn(phase: FormatPhase, fields: ReadonlyMap<string, string>): FormatPhase {
  const typed = (part: string) => fields.get(phaseField(part, phase.id))
  const number = (part: string, before: number) => {
    const text = typed(part)
    return text === undefined ? before : numberOf(text)
  }
  const prompts = typed('prompts')
  const minutes = number('minutes', phase.minutes)
  const { dots, scale, stage } = phase
  return {
    ...phase,
    title: normaliseText(typed('title') ?? phase.title),
    minutes,
    ours: phase.ours || minutes !== phase.minutes,
    prompts: prompts === undefined ? phase.prompts : linesOf(prompts),
    say: optional(typed('say'), phase.say),
    speaks: optional(typed('speaks'), phase.speaks),
    anonymous: phase.kind === 'write' && (typed('names') ?? namesOf(phase)) === 'without',
    ...(stage === undefined ? {} : { stage: typed('stage') ?? stage }),
    ...(dots === undefined ? {} : { dots: number('dots', dots) }),
    ...(scale === undefined
      ? {}
      : { scale: { min: number('lowest', scale.min), max: number('highest', scale.max) } }),
  }
}

/** Whether texts of a phase are shown with their authors' names, as the form says it. */
export function namesOf({ anonymous }: FormatPhase): 'with' | 'without' {
  return anonymous ? 'without' : 'with'
}

function optional(typed: string | undefined, before: string | undefined): string | undefined {
  return typed === undefined ? before : normaliseText(typed) || undefined
}

/**
 * What the pressed button asks for beside saving: `up.read-1`, `down.…`, `out.…`, `add`, and for
 * parts `part-out.presenter`, `part-add`.
 */
function pressed(format: Format, fields: ReadonlyMap<string, string>): Edited {
  const [what, phase = ''] = (fields.get('intent') ?? '').split('.')
  switch (what) {
    case 'up':
      return { ok: true, value: movePhase(format, phase, -1) }
    case 'down':
      return { ok: true, value: movePhase(format, phase, 1) }
    case 'out':
      return leaveOut(format, phase)
    case 'part-out':
      return { ok: true, value: leavePartOut(format, phase) }
    case 'part-add': {
      const text = (name: string) => normaliseText(fields.get(name) ?? '')
      return addPart(format, { title: text('new-title'), does: text('new-does') })
    }
    case 'add': {
      const kind = phaseKind.safeParse(fields.get('kind'))
      if (kind.success) return { ok: true, value: addPhase(format, kind.data) }
      return { ok: false, errors: [{ field: 'kind', message: 'Choose what kind of phase.' }] }
    }
    default:
      return { ok: true, value: format }
  }
}

/** The field in which an issue of the schema was typed. */
function faultOf(format: Format) {
  return ({ path, message }: { path: readonly PropertyKey[]; message: string }): Fault => {
    const [first, second, third, fourth] = path.map(String)
    if (first === 'size') return { field: `size-${second ?? 'min'}`, message }
    const played = first === 'parts' ? format.parts[Number(second)] : undefined
    if (played) {
      const field = partField(third ?? 'title', played.part)
      return { field, message: `${played.title}: ${message}` }
    }
    const phase = first === 'phases' ? format.phases[Number(second)] : undefined
    if (!phase) return first === undefined ? { message } : { field: first, message }
    const part = third === 'scale' ? (fourth === 'max' ? 'highest' : 'lowest') : (third ?? 'title')
    return { field: phaseField(part, phase.id), message: `${phase.title}: ${message}` }
  }
}
