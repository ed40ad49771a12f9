import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Does `work` for each, one after the other, with a turn for everybody else in between. What fails
 * for one keeps none of the others from theirs; throws what the first one threw, at the end.
 */
export async function eachInTurn<T>(
  all: Iterable<T>,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const failed: unknown[] = []
  for (const one of all) {
    await work(one).catch((error: unknown) => failed.push(error))
    await nextTurn()
  }
  if (failed.length > 0) throw failed[0]
}
