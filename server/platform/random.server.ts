import { randomFillSync, randomInt, randomUUID } from 'node:crypto'

/** Where ids and chance come from; tests hand in one with a fixed sequence. */
export type Random = { uuid(): string; bytes(length: number): Uint8Array; seed(): number }

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: pooledBytes(4096),
  seed: () => randomInt(0, 0x7fffffff),
}

/** Random bytes, fetched many at a time: asking the system for sixteen costs as much as for thousands. */
function pooledBytes(size: number): Random['bytes'] {
  const pool = new Uint8Array(size)
  let used = size
  return (length) => {
    if (length > size) return randomFillSync(new Uint8Array(length))
    if (used + length > size) {
      randomFillSync(pool)
      used = 0
    }
    const bytes = pool.slice(used, used + length)
    // What was handed out stays nowhere else.
    pool.fill(0, used, used + length)
    used += length
    return bytes
  }
}
