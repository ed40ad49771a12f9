import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Chance } from './chance.ts'

/**
 * A bad network: hands bytes on to `target` and cuts connections on demand, some of them in the
 * middle of what was being said.
 */
export async function startCuttingProxy(port: number, target: number, chance: Chance) {
  const pairs = new Set<{ cut(): void; cutSoon(): void }>()
  let cuts = 0
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    let isMarked = false
    const cut = () => {
      near.destroy()
      far.destroy()
      pairs.delete(pair)
    }
    const pair = { cut, cutSoon: () => void (isMarked = true) }
    pairs.add(pair)
    const hand = (from: Socket, to: Socket) =>
      from.on('data', (chunk: Buffer) => {
        if (!isMarked) return void to.write(chunk)
        to.write(chunk.subarray(0, chance.upTo(chunk.length)), cut)
      })
    hand(near, far)
    hand(far, near)
    near.setNoDelay(true)
    far.setNoDelay(true)
    near
      .on('end', () => far.end())
      .on('error', cut)
      .on('close', cut)
    far
      .on('end', () => near.end())
      .on('error', cut)
      .on('close', cut)
  })
  server.listen(port)
  await once(server, 'listening')
  return {
    cuts: () => cuts,
    /** Cuts each open connection with this probability: half of them in the middle of a message. */
    cut(probability: number): void {
      for (const pair of [...pairs]) {
        if (!chance.happens(probability)) continue
        cuts++
        if (chance.happens(0.5)) pair.cut()
        else pair.cutSoon()
      }
    },
    async stop(): Promise<void> {
      for (const pair of [...pairs]) pair.cut()
      server.close()
      await once(server, 'close')
    },
  }
}
