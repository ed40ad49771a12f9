import type { ProtocolClient, RoomEvent, Snapshot } from '#tests/support/protocol-client.ts'

/** What one client of the room heard and holds. */
export type Witness = {
  client: Pick<ProtocolClient, 'transport' | 'faults' | 'log' | 'digests' | 'mine'>
}

/** What the server says of a room after everything: its whole log, and each person's snapshot. */
export type Truth = {
  room: string
  log: readonly RoomEvent[]
  snapshots: ReadonlyMap<Witness, Snapshot>
  /** What small groups have written that are not called back yet, all of them together. */
  inGroups?: readonly RoomEvent[]
}
