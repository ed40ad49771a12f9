/**
 * Who may open an address, in words of the sweep: everybody, whoever is signed in (and then sees
 * only their own), the team's members, its manager, those let into the room, the same and those removed
 * from it (who find their own words there, nothing else), those who lead it and the one who holds its seat,
 * those who lead it and whoever has a display address of it, the room's readers (also the rest of the
 * team, but for those removed from it), the owner of the record, whoever has a verify address that its owner made, the one colleague
 * with whom an entry is shared, the organisation's administrator.
 */
export type Audience =
  | 'everyone'
  | 'signed-in'
  | 'team-member'
  | 'team-manager'
  | 'in-room'
  | 'been-in-room'
  | 'room-staff'
  | 'room-seat'
  | 'room-readers'
  | 'room-screen'
  | 'verify-address'
  | 'owner'
  | 'share-reader'
  | 'administrator'

export type AddressRule = {
  /** Who gets an answer to GET; left out: the address has nothing to show. */
  read?: Audience
  /** Who may post there; left out: nobody. */
  write?: Audience
}

/**
 * Every page by its route, with who may open it. A route that stands here not, or a row without a
 * route, fails the sweep, and so does an answer that differs from its row. Source: trust page, T1.
 */
export const addresses: Record<string, AddressRule> = {
  root: { read: 'everyone' },
  'routes/$': {},
  'routes/_index': { read: 'signed-in' },
  'routes/sign-in': { read: 'everyone', write: 'everyone' },
  'routes/sign-out': { read: 'everyone', write: 'everyone' },
  'routes/forgot-password': { read: 'everyone', write: 'everyone' },
  'routes/reset-password.$token': { read: 'everyone', write: 'everyone' },
  'routes/invitations.$token': { read: 'everyone', write: 'everyone' },
  'routes/join._index': { read: 'everyone', write: 'signed-in' },
  'routes/join.$code': { read: 'signed-in' },
  'routes/help': { read: 'everyone' },
  'routes/privacy': { read: 'everyone' },
  'routes/accessibility': { read: 'everyone' },
  'routes/account': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.registrations': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.delete': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.leave': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.invitations': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.address._index': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.address.$token': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.reminders': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.calendar': { read: 'signed-in', write: 'signed-in' },
  'routes/account_.calendar_.file': { read: 'signed-in' },
  'routes/account_.reads': { read: 'signed-in' },
  'routes/reminders.off.$token': { read: 'everyone', write: 'everyone' },
  'routes/calendar.$secret': { read: 'everyone' },
  'routes/organisation_.people._index': { read: 'administrator' },
  'routes/organisation_.people.new': { read: 'administrator', write: 'administrator' },
  'routes/organisation_.people.$person_.invitation': {
    read: 'administrator',
    write: 'administrator',
  },
  'routes/organisation_.teams._index': { read: 'administrator', write: 'administrator' },
  'routes/organisation_.teams.$team': { read: 'administrator', write: 'administrator' },
  'routes/organisation_.audit': { read: 'administrator', write: 'administrator' },
  'routes/organisation_.audit_.file': { read: 'administrator' },
  'routes/organisation_.people.$person_.teams.$team': {
    read: 'administrator',
    write: 'administrator',
  },
  'routes/organisation_.people.$person': { read: 'administrator', write: 'administrator' },
  'routes/account_.everything': { read: 'signed-in' },
  'routes/account_.everything_.zip': { read: 'signed-in' },
  'routes/erased.$receipt': { read: 'everyone' },
  'routes/erased.$receipt_.file': { read: 'everyone' },
  'routes/organisation': { read: 'administrator' },
  'routes/search': { read: 'signed-in' },
  'routes/how-sure': { read: 'signed-in' },
  'routes/toolkits._index': { read: 'signed-in' },
  'routes/toolkits.$toolkit._index': { read: 'signed-in', write: 'signed-in' },
  'routes/toolkits.$toolkit.print': { read: 'signed-in' },
  'routes/toolkits.$toolkit.print_.pdf': { read: 'signed-in' },
  'routes/toolkits.$toolkit.sections.$section': { read: 'signed-in', write: 'signed-in' },
  'routes/toolkits.$toolkit.sections.$section_.work': { write: 'signed-in' },
  'routes/toolkits.$toolkit.sections.$section_.notes': { read: 'signed-in', write: 'signed-in' },
  'routes/toolkits.$toolkit.sections.$section_.highlights': { write: 'signed-in' },
  'routes/notes.$note': { read: 'owner', write: 'owner' },
  'routes/diary._index': { read: 'signed-in', write: 'signed-in' },
  'routes/diary.$written': { read: 'owner', write: 'owner' },
  'routes/diary.export': { read: 'signed-in' },
  'routes/recall._index': { read: 'signed-in', write: 'signed-in' },
  'routes/recall.answers': { write: 'signed-in', read: 'signed-in' },
  'routes/recall.calendar': { read: 'signed-in' },
  'routes/minutes': { read: 'signed-in' },
  'routes/media.$hash.$file': { read: 'signed-in' },
  'routes/cpd._index': { read: 'signed-in', write: 'signed-in' },
  'routes/cpd.bin': { read: 'signed-in', write: 'signed-in' },
  'routes/cpd.new': { read: 'signed-in', write: 'signed-in' },
  'routes/cpd.export': { read: 'signed-in' },
  'routes/cpd.export_.$kind': { read: 'signed-in' },
  'routes/cpd.export_.long': { read: 'signed-in', write: 'signed-in' },
  'routes/cpd.export[.]schema[.]json': { read: 'everyone' },
  'routes/cpd.import': { read: 'signed-in', write: 'signed-in' },
  'routes/downloads._index': { read: 'signed-in' },
  'routes/downloads.$job._index': { read: 'owner', write: 'owner' },
  'routes/downloads.$job.file': { read: 'owner' },
  'routes/cpd.export_.print': { read: 'signed-in' },
  'routes/cpd.evidence': { read: 'signed-in', write: 'signed-in' },
  'routes/cpd.evidence_.bundle': { read: 'signed-in' },
  'routes/cpd.evidence_.xapi': { read: 'signed-in' },
  'routes/cpd.evidence_.$evidence.credential': { read: 'owner' },
  'routes/verify._index': { read: 'everyone', write: 'everyone' },
  'routes/verify.$evidence': { read: 'verify-address' },
  'routes/verify.offline': { read: 'everyone' },
  'routes/[.]well-known.casecircle-keys[.]json': { read: 'everyone' },
  'routes/cpd.entries.$entry': { read: 'owner', write: 'owner' },
  'routes/cpd.entries.$entry_.copy': { read: 'owner', write: 'owner' },
  'routes/cpd.entries.$entry_.save': { read: 'owner', write: 'owner' },
  'routes/cpd.entries.$entry_.share': { read: 'owner', write: 'owner' },
  'routes/shared._index': { read: 'signed-in' },
  'routes/shared.$share': { read: 'share-reader', write: 'share-reader' },
  'routes/cpd.standards': { read: 'signed-in' },
  'routes/cpd.entries.$entry_.standards': { read: 'owner', write: 'owner' },
  'routes/cpd.entries.$entry_.versions': { read: 'owner', write: 'owner' },
  'routes/rooms.$room._index': { read: 'been-in-room' },
  'routes/rooms.$room.commands': { read: 'been-in-room', write: 'in-room' },
  'routes/rooms.$room.stages.$stage': { read: 'room-staff' },
  'routes/rooms.$room.screen': { read: 'room-screen' },
  'routes/rooms.$room.displays': { read: 'room-staff', write: 'room-staff' },
  'routes/rooms.$room.close': { read: 'room-seat' },
  'routes/rooms.$room.catch-up': { read: 'team-member', write: 'team-member' },
  'routes/rooms.$room.reschedule': { read: 'room-seat', write: 'room-seat' },
  'routes/rooms.$room.summary': { read: 'room-readers' },
  'routes/rooms.$room.summary_.pdf': { read: 'room-readers' },
  'routes/teams.$team._index': { read: 'team-manager', write: 'team-manager' },
  'routes/teams.$team.rooms.new': { read: 'team-manager', write: 'team-manager' },
  'routes/teams.$team.rehearsals.new': { read: 'team-manager', write: 'team-manager' },
  'routes/teams.$team.formats._index': { read: 'team-member' },
  'routes/teams.$team.formats.new': { read: 'team-manager', write: 'team-manager' },
  'routes/teams.$team.formats.$format': { read: 'team-member', write: 'team-manager' },
  'routes/teams.$team.case-studies.$toolkit': { read: 'team-manager' },
  'routes/teams.$team.assignments.new': { read: 'team-manager', write: 'team-manager' },
  'routes/teams.$team.export': { read: 'team-manager' },
  'routes/teams.$team.export_.shared': { read: 'team-manager', write: 'team-manager' },
}
