/**
 * A table whose rows are written once. `erasable` columns may still be overwritten (to erase);
 * `emptied` ones may only be made null or empty.
 */
export type AppendOnly = {
  table: string
  erasable: readonly string[]
  emptied?: readonly string[]
  deletable?: boolean
}

/** The one list of append-only tables; the migration runner makes their triggers after each change. */
export const appendOnly: readonly AppendOnly[] = [
  { table: 'evidence', erasable: [] },
  { table: 'evidence_statements', erasable: [], emptied: ['name', 'salt'] },
  { table: 'audit_log', erasable: [], emptied: ['person', 'object', 'salt'] },
  { table: 'learning_facts', erasable: [] },
  { table: 'room_events', erasable: ['body', 'salt'] },
  { table: 'releases', erasable: [] },
  { table: 'release_media', erasable: [] },
]
