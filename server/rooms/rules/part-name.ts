/** 'part 1' for `stage-1`: how people call the parts of a case. */
export function partName(stage: string): string {
  return `part ${/(\d+)$/.exec(stage)?.[1] ?? stage}`
}
