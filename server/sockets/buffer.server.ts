/** The part of an Engine.IO connection that tells how much waits for its reader. */
export type Connection = {
  on(event: 'packetCreate', heard: (packet: { data?: unknown }) => void): unknown
  on(event: 'flush' | 'drain', heard: () => void): unknown
}

/** How many bytes wait for a slow reader: handed over and not yet taken by the network. */
export function watchBuffer(connection: Connection): () => number {
  let created = 0
  let inFlight = 0
  connection.on('packetCreate', ({ data }) => {
    created += sizeOf(data)
  })
  connection.on('flush', () => {
    inFlight += created
    created = 0
  })
  connection.on('drain', () => {
    inFlight = 0
  })
  return () => created + inFlight
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data)
  return data instanceof Uint8Array ? data.byteLength : 0
}
