/** How an actor can stand to a thing. Other teams, other organisations, former members: none. */
export type Relation =
  | 'owner'
  | 'signed-in'
  | 'colleague'
  | 'administrator'
  | 'team-member'
  | 'team-manager'
  | 'in-room'
  | 'room-staff'
  | 'room-seat'
  | 'removed'
  | 'display-holder'
  | 'share-reader'
  | 'share-commenter'
  | 'address-holder'

/**
 * Who may do what. A person's own record has exactly one reader: there is no row by which a manager
 * or administrator could come to it. One entry of it may be opened by its owner to one colleague.
 * Absent means no.
 */
export const table = {
  'own-record': {
    read: ['owner'],
    write: ['owner'],
    /** Everything that is known of the person, in one download. */
    'take-away': ['owner'],
    erase: ['owner'],
  },
  /** One entry that its owner opened to one colleague, while it stands open. */
  share: {
    read: ['share-reader'],
    comment: ['owner', 'share-commenter'],
    /** Seeing who read it, ending it. */
    manage: ['owner'],
  },
  /** What the system attests of a person, as they show it to others. */
  evidence: { share: ['owner'], 'read-shared': ['address-holder'] },
  library: { read: ['signed-in'] },
  team: {
    /** The team's page, its matrix of facts and readiness, and its export. */
    read: ['team-manager'],
    assign: ['team-manager'],
    'schedule-room': ['team-manager'],
    /** Taking the seat of a room of the team whose facilitator has gone. */
    'take-room': ['team-manager'],
    /** The case and the facilitator's notes, to prepare. */
    'read-case': ['team-manager'],
    export: ['team-manager'],
    /** What the team has been given, and its rooms' dates. */
    'read-plan': ['team-member'],
    /** The session formats, those that the team has made its own among them. */
    'read-formats': ['team-member'],
    'change-formats': ['team-manager'],
  },
  room: {
    enter: ['in-room'],
    command: ['in-room'],
    'read-ahead': ['room-staff'],
    reschedule: ['room-seat'],
    /** Its summary: agreed statements, actions, themes. Nobody who was removed is of the team here. */
    'read-summary': ['in-room', 'team-member'],
    'be-let-in': ['team-member'],
    /** What somebody who was removed wrote there themselves, and nothing else of the room. */
    'read-own-words': ['removed'],
    /** With its code, while it is open: everybody of the organisation. */
    'join-by-code': ['colleague'],
    /** Its code, and its display addresses. */
    invite: ['room-staff'],
    /** What is on the wall: no private text, no notes. */
    'read-screen': ['room-staff', 'display-holder'],
  },
  organisation: {
    read: ['colleague'],
    administer: ['administrator'],
    'read-audit': ['administrator'],
    /** Ends that somebody belongs to it. Nobody's record is touched. */
    'remove-people': ['administrator'],
    leave: ['colleague'],
  },
} as const satisfies Record<string, Record<string, readonly Relation[]>>

export type Table = typeof table
export type Action<K extends keyof Table> = Extract<keyof Table[K], string>
