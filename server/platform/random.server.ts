import { randomBytes, randomInt, randomUUID } from 'node:crypto'

/** Where ids and chance come from; tests hand in one with a fixed sequence. */
export type Random = { uuid(): string; bytes(length: number): Uint8Array; seed(): number }

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (length) => randomBytes(length),
  seed: () => randomInt(0, 0x7fffffff),
}
