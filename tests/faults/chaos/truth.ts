import type { Snapshot, RoomEvent } from '#tests/support/protocol-client.ts'

/** What the server says of a room after everything: its whole log, and each person's snapshot. */
export type Truth = {
  room: string
  log: readonly RoomEvent[]
  snapshots: ReadonlyMap<Witness, Snapshot>
}
