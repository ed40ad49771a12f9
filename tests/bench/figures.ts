/** What one side of a comparison measured, in milliseconds. */
export type Latencies = readonly number[]

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** Nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** 0.12 · 1.3 · 14 · 230: three digits are more than any of these figures carries. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return value >= 100 ? value.toFixed(0) : value.toPrecision(value >= 10 ? 3 : 2)
}

/** One line of the table: ours, the bare engine's, and how many times as much ours takes. */
export type Row = {
  what: string
  unit: string
  ours: number
  bare: number | null
  /** What it is to be, where that was promised: a ratio, or a figure with its unit. */
  target?: string
}

/** Medians over rounds, percentile by percentile, so that one disturbed round does not count. */
export function rowsOf(
  what: string,
  ours: readonly Latencies[],
  bare: readonly Latencies[],
  percentiles: readonly number[],
): Row[] {
  const over = (rounds: readonly Latencies[], p: number) =>
    median(rounds.map((round) => percentile(round, p)))
  return percentiles.map((p) => ({
    what: `${what}, p${p}`,
    unit: 'ms',
    ours: over(ours, p),
    bare: over(bare, p),
  }))
}
