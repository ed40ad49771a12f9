import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'

/** A machine without IPv6 has no ::1. */
const absent = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/**
 * Listens on `port` of each of `hosts`, or of every interface where none is named, and answers how
 * to close them all once their connections have ended. An address that this machine does not have
 * is left out as long as there is another; any other fault is thrown.
 */
export async function listen(
  server: Server,
  port: number,
  hosts: readonly string[],
): Promise<() => Promise<void>> {
  const open: Server[] = []
  let missing: unknown = null
  for (const host of hosts.length === 0 ? [undefined] : hosts) {
    // One server has one address; the others hand their connections to it.
    const door = open.length === 0 ? server : doorTo(server)
    try {
      door.listen(port, host)
      await once(door, 'listening')
      open.push(door)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && absent.has(String(error.code)))) {
        await closeAll(open)
        throw error
      }
      missing = error
    }
  }
  if (open.length === 0) throw missing
  return () => closeAll(open)
}

function doorTo(server: Server): Server {
  return createServer({ noDelay: true }, (socket: Socket) => void server.emit('connection', socket))
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map((one) => new Promise<void>((done) => one.close(() => done()))))
}
