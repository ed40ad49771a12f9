import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const page = Buffer.alloc(4096, 1)

/**
 * How long the disk takes to keep one page, `count` times, one each `everyMs`: the page is written
 * over itself and flushed, which is the least that any database does for a commit.
 */
export async function timedFlushes(
  file: string,
  { count, everyMs }: { count: number; everyMs: number },
): Promise<number[]> {
  const kept = openSync(file, 'w')
  const took: number[] = []
  const flush = () => {
    const at = performance.now()
    writeSync(kept, page, 0, page.length, 0)
    fdatasyncSync(kept)
    took.push(performance.now() - at)
  }
  try {
    // The first one makes the file longer.
    flush()
    const startedAt = performance.now()
    for (let number = 1; number <= count; number++) {
      await wait(Math.max(0, startedAt + number * everyMs - performance.now()))
      flush()
    }
    return took.slice(1)
  } finally {
    closeSync(kept)
  }
}
