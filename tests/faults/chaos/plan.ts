import type { Pace } from './person.ts'

export type ChaosPlan = {
  seed: number
  rooms: number
  kills: number
  /** After every so many kills a SIGTERM, which must end the server in order. */
  killsToAStop?: number
  /** Between two kills, in milliseconds from the moment the server was ready again. */
  killEveryMs: readonly [number, number]
  pace: Pace
  /** A naive server in the product's place, as negative control. */
  naive?: boolean
  say?: (line: string) => void
}
