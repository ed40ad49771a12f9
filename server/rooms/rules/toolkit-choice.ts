import type { ToolkitId } from '#server/platform/rules/ids.ts'
import type { ReleaseCard } from '#server/toolkits/rules/release.ts'

/** A toolkit whose case study a room can be about. */
export type OfferedToolkit = { toolkit: ToolkitId; title: string; format: string | null }

/**
 * What a room can be about, and which of it is chosen at first: the one that was asked for, else the
 * only one that the team was given, else the only one there is. Otherwise the person chooses: a
 * guess would put a team into the wrong case. Toolkits without a case study are not offered.
 */
export function toolkitChoice(
  library: readonly ReleaseCard[],
  given: readonly ToolkitId[],
  asked: string | null,
): { toolkits: OfferedToolkit[]; chosen: OfferedToolkit | null } {
  const toolkits = library
    .filter((one) => one.stageCount > 0)
    .map(({ toolkit, title, format }) => ({ toolkit, title, format: format ?? null }))
  const ours = toolkits.filter((one) => given.includes(one.toolkit))
  const only = (list: OfferedToolkit[]) => (list.length === 1 ? list[0] : undefined)
  const chosen =
    toolkits.find((one) => one.toolkit === asked) ?? only(ours) ?? only(toolkits) ?? null
  return {
    toolkits: [...ours, ...toolkits.filter((one) => !ours.includes(one))],
    chosen,
  }
}

/** The options of the field, with an empty one first where nothing is chosen yet. */
export function toolkitOptions(
  toolkits: readonly OfferedToolkit[],
  chosen: OfferedToolkit | null,
): { value: string; text: string }[] {
  const options = toolkits.map(({ toolkit, title }) => ({ value: toolkit, text: title }))
  return chosen ? options : [{ value: '', text: 'Choose a toolkit' }, ...options]
}

/** The format that a toolkit is made for, among `offered`; the first of them where it names none. */
export function formatFor(
  toolkits: readonly OfferedToolkit[],
  offered: readonly string[],
  toolkit: string,
): string {
  const own = toolkits.find((one) => one.toolkit === toolkit)?.format
  return own && offered.includes(own) ? own : (offered[0] ?? '')
}

/**
 * The format to show once the toolkit is `now`: what `now` is made for, unless the person has chosen
 * one by hand, which differs from what stood there for the toolkit `before`. Pure.
 */
export function formatAfter(
  toolkits: readonly OfferedToolkit[],
  offered: readonly string[],
  { before, now, format }: { before: string; now: string; format: string },
): string {
  const isOurs = format === formatFor(toolkits, offered, before)
  return isOurs ? formatFor(toolkits, offered, now) : format
}
