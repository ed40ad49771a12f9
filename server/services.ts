import type { Database } from '#db/connection.ts'
import { createAccounts } from './accounts/accounts.server.ts'
import { createAddresses } from './accounts/addresses.server.ts'
import { createAudit } from './audit/audit.server.ts'
import { createCalendar } from './calendar/calendar.server.ts'
import { createCatchUp } from './catch-up/catch-up.server.ts'
import { createCpd } from './cpd/cpd.server.ts'
import { readProfiles } from './cpd/profiles.server.ts'
import { createCredentials } from './credentials/credentials.server.ts'
import { createDiary } from './diary/diary.server.ts'
import { createEvidence } from './evidence/evidence.server.ts'
import { createProofs } from './evidence/proofs.server.ts'
import { createFormats } from './formats/formats.server.ts'
import { createGuidance } from './guidance/guidance.server.ts'
import { createJobs } from './jobs/jobs.server.ts'
import { createLearning } from './learning/learning.server.ts'
import { createMail } from './mail/mail.server.ts'
import type { MailTransport } from './mail/transport.server.ts'
import { createNotes } from './notes/notes.server.ts'
import { createBringingIn } from './organisations/bringing-in.server.ts'
import { createImports } from './organisations/imports.server.ts'
import { createInvitations } from './organisations/invitations.server.ts'
import { createLogbook } from './organisations/logbook.server.ts'
import { createOrganisations } from './organisations/organisations.server.ts'
import { createOwnName } from './organisations/own-name.server.ts'
import { createPeople } from './organisations/people.server.ts'
import { createStandIns } from './organisations/stand-ins.server.ts'
import { createTeams } from './organisations/teams.server.ts'
import type { Clock } from './platform/clock.server.ts'
import type { Log } from './platform/log.server.ts'
import type { Random } from './platform/random.server.ts'
import { createRecall } from './recall/recall.server.ts'
import { createNotices } from './reminders/notices.server.ts'
import { createOffLinks } from './reminders/off-links.server.ts'
import { createReminders } from './reminders/reminders.server.ts'
import { createRights } from './rights/rights.server.ts'
import { createRehearsals } from './rooms/rehearsal/rehearsals.server.ts'
import { createRooms } from './rooms/rooms.server.ts'
import { withRehearsals } from './rooms/rehearsal/with-rehearsals.server.ts'
import { ownDiary, ownEntries, ownNotes, ownReflections } from './search/own-words.server.ts'
import { createSearch } from './search/search.server.ts'
import { entryShares } from './sharing/entry-shares.server.ts'
import { createSharing } from './sharing/sharing.server.ts'
import { createCarried } from './standards/carried.server.ts'
import { createStandards } from './standards/standards.server.ts'
import { createToolkits } from './toolkits/toolkits.server.ts'

export type Composition = {
  db: Database
  clock: Clock
  random: Random
  log: Log
  contentFolder: string
  /** The installation's own key, 32 bytes that lie beside the database and never in it. */
  installationKey: Uint8Array
  secure: boolean
  demonstration: boolean
  limitsOff: boolean
  closingMs: number
  /** Where links in mails and calendars lead: the configured origin. */
  origin?: string
  /** What hands mails over; left out where none are sent. */
  mail?: MailTransport | null
  /** Development: a changed text is published at once under the same version, marked a preview. */
  preview?: boolean
}

/** Makes every capability once, in the order in which they lean on each other. */
export function createServices(made: Composition) {
  const { db, clock, random, log } = made
  const audit = createAudit({ db, clock, random })
  const organisations = createOrganisations({ db, clock, random })
  const mail = createMail({ db, clock, random, log, transport: made.mail ?? null })
  const origin = made.origin ?? 'http://localhost:3000'
  const accounts = createAccounts({
    ...made,
    audit,
    isDemonstration: (person) => organisations.isDemonstration(made.demonstration, person),
    actorFor: (person) => organisations.actorFor(person),
    organisationOf: (read, person) => organisations.organisationOf(read, person),
  })
  const addresses = createAddresses({
    ...{ db, clock, random, audit, mail, accounts, organisations, origin },
    limitsOff: made.limitsOff,
  })
  const offLinks = createOffLinks({ key: made.installationKey, origin })
  const notices = createNotices({ db, clock, mail, addresses, offLinks, origin })
  const { tells } = notices
  const jobs = createJobs({ db, clock, log, tells })
  const standIns = createStandIns({ clock, random, accounts, addresses, organisations })
  const bringingIn = createBringingIn({
    ...{ accounts, addresses, organisations, standIns, audit, random },
  })
  const imports = createImports({ db, bringingIn, organisations, audit })
  const people = createPeople({
    ...{ db, clock, accounts, addresses, organisations, audit, bringingIn, standIns, mail },
  })
  const ownName = createOwnName({ db, organisations, audit })
  const teams = createTeams({ db, organisations, audit, bringingIn })
  const logbook = createLogbook({ db, clock, audit, organisations })
  const proofs = createProofs({
    ...{ ...made, audit },
    namesOf: (...of) => organisations.namesOf(...of),
  })
  const evidence = createEvidence({ db, clock, random, witness: proofs.signIn })
  const credentials = createCredentials({ ...made, proofs })
  const toolkits = createToolkits({
    db,
    clock,
    contentFolder: made.contentFolder,
    log,
    preview: made.preview ?? false,
  })
  const formats = createFormats({ db, clock, random, shelf: toolkits })
  const learning = createLearning({ db, clock, random, toolkits, organisations, evidence })
  const newId = () => random.uuid()
  const notes = createNotes({ db, clock, newId, toolkits })
  // A room is made of a toolkit's case and of any format that its team is offered.
  const caseStudies = { ...toolkits, format: formats.find }
  const keptRooms = createRooms({
    db,
    clock,
    random,
    toolkits: caseStudies,
    organisations,
    audit,
    evidence,
    log,
    closingMs: made.closingMs,
    limitsOff: made.limitsOff,
  })
  const rehearsals = createRehearsals({ ...made, toolkits: caseStudies, organisations, audit })
  const rooms = withRehearsals(keptRooms, rehearsals)
  organisations.whenSteppingDown((tx, person, team) => rooms.stepDownIn(tx, person, team))
  const profiles = readProfiles(made.contentFolder)
  const carried = createCarried({ toolkits })
  const cpd = createCpd({
    ...{ db, clock, random, profiles, jobs },
    ...{ evidence, rooms, learning, notes, organisations, standards: carried },
    shares: entryShares,
    actorFor: (person) => organisations.actorFor(person),
  })
  const catchUp = createCatchUp({ clock, rooms, evidence, toolkits, cpd })
  const sharing = createSharing({ db, clock, random, audit, cpd, organisations, accounts, tells })
  const invitations = createInvitations({
    ...{ db, clock, audit, accounts, organisations, rooms, sharing, mail, origin },
  })
  notices.onlyWhile('file-ready', (person) => jobs.hasEnded(person, 'done'))
  notices.onlyWhile('file-failed', (person) => jobs.hasEnded(person, 'failed'))
  notices.onlyWhile('entry-shared', async (person) => {
    const actor = await organisations.actorFor(person)
    return actor !== null && (await sharing.hasUnread(actor))
  })
  const recall = createRecall({ db, clock, toolkits, learning })
  const diary = createDiary({ db, clock, newId, notes, learning, cpd, recall })
  const standards = createStandards({ toolkits, carried, evidence, cpd })
  const search = createSearch({
    toolkits,
    formats,
    own: [ownReflections(learning), ownNotes(notes), ownDiary(diary), ownEntries(cpd)],
  })
  const guidance = createGuidance({
    ...{ db, clock, audit, jobs, sharing, organisations, learning, rooms, cpd, recall },
    ...{ addresses, origin },
  })
  const rights = createRights({
    ...{ db, clock, random, log },
    ...{ audit, accounts, addresses, organisations, rooms, sharing },
  })
  const reminders = createReminders({
    ...{ db, clock, log, mail, addresses, organisations, cpd, recall, offLinks, origin },
  })
  const calendar = createCalendar({
    ...{ db, clock, random, origin, audit, organisations, cpd, rooms, recall },
  })
  return {
    rights,
    mail,
    addresses,
    reminders,
    calendar,
    audit,
    jobs,
    accounts,
    organisations,
    imports,
    people,
    invitations,
    ownName,
    teams,
    logbook,
    evidence,
    proofs,
    credentials,
    toolkits,
    formats,
    learning,
    notes,
    diary,
    recall,
    rooms,
    rehearsals,
    cpd,
    sharing,
    catchUp,
    search,
    standards,
    guidance,
    demonstration: made.demonstration,
  }
}

export type Services = ReturnType<typeof createServices>
