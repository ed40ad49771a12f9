import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose_gc')
const collect: unknown = runInNewContext('gc')

/**
 * What this process holds once its garbage is collected, in bytes. Its resident memory says little:
 * it grows as long as nobody else asks for memory.
 */
export function heldBytes(): number {
  if (typeof collect !== 'function') throw new Error('This engine cannot be asked to collect.')
  // What the first collection frees may hold more.
  for (let time = 0; time < 2; time += 1) Reflect.apply(collect, undefined, [])
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
