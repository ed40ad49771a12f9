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
