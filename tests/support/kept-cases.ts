import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export type KeptCase<T> = { why: string; failed: T }

/**
 * What once broke a promise, kept as data and tried before anything new: a model test that fails
 * prints its sequence; that goes into the file, with a line on what was wrong.
 */
export function keptCases<T>(model: 'reducer' | 'service'): KeptCase<T>[] {
  const one = z.object({ why: z.string(), failed: z.custom<T>() })
  const file = join(import.meta.dirname, 'kept-cases.json')
  const kept = z.record(z.string(), z.array(one)).parse(JSON.parse(readFileSync(file, 'utf8')))
  return kept[model] ?? []
}
