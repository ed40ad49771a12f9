/** Every address of the product, once. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  /** Signing in to go on at `path`, one of our own. */
  signInTo: (path: string) => `/sign-in?to=${encodeURIComponent(path)}`,
  join: '/join',
  joinCode: (code: string) => `/join/${code}`,
  signOut: '/sign-out',
  forgotPassword: '/forgot-password',
  resetPassword: (token: string) => `/reset-password/${token}`,
  invitation: (token: string) => `/invitations/${token}`,
  help: '/help',
  privacy: '/privacy',
  accessibility: '/accessibility',
  account: '/account',
  registrations: '/account/registrations',
  deleteAccount: '/account/delete',
  leave: '/account/leave',
  ownInvitations: '/account/invitations',
  privateAddress: '/account/address',
  confirmAddress: (token: string) => `/account/address/${token}`,
  reminders: '/account/reminders',
  remindersOff: (token: string) => `/reminders/off/${token}`,
  calendar: '/account/calendar',
  calendarFile: '/account/calendar/file',
  calendarFeed: (secret: string) => `/calendar/${secret}`,
  ownReads: '/account/reads',
  people: '/organisation/people',
  peopleInNoTeam: '/organisation/people?show=outside',
  /** The people once `person` was added, with how they get in. */
  peopleWith: (person: string) => `/organisation/people?added=${person}`,
  newPerson: '/organisation/people/new',
  invitePerson: (person: string) => `/organisation/people/${person}/invitation`,
  audit: '/organisation/audit',
  auditFile: '/organisation/audit/file',
  organisationTeams: '/organisation/teams',
  organisationTeam: (team: string) => `/organisation/teams/${team}`,
  removePerson: (person: string) => `/organisation/people/${person}`,
  aboutMe: '/account/everything',
  aboutMeFile: '/account/everything/zip',
  erased: (receipt: string) => `/erased/${receipt}`,
  erasedFile: (receipt: string) => `/erased/${receipt}/file`,
  leaveTeam: (person: string, team: string) => `/organisation/people/${person}/teams/${team}`,
  organisation: '/organisation',
  /** The organisation's page once `person` was removed, with what became of their rooms. */
  organisationWithout: (person: string) => `/organisation?removed=${person}`,

  search: '/search',
  toolkits: '/toolkits',
  howSure: '/how-sure',
  toolkit: (toolkit: string) => `/toolkits/${toolkit}`,
  section: (toolkit: string, section: string) => `/toolkits/${toolkit}/sections/${section}`,
  item: (toolkit: string, section: string, item: string) =>
    `/toolkits/${toolkit}/sections/${section}#item-${item}`,
  /** Where somebody goes on: the section, at its first unfinished item or at its end. */
  place: (toolkit: string, at: { section: string; item: string | null; begun: boolean }) => {
    const anchor = at.item === null ? '#go-on' : `#item-${at.item}`
    return `/toolkits/${toolkit}/sections/${at.section}${at.begun ? `?resume${anchor}` : ''}`
  },
  /** The whole module to print, with one's own answers only where they are asked for. */
  print: (toolkit: string, hasAnswers = false) =>
    `/toolkits/${toolkit}/print${hasAnswers ? '?answers=yes' : ''}`,
  printPdf: (toolkit: string, hasAnswers = false) =>
    `/toolkits/${toolkit}/print/pdf${hasAnswers ? '?answers=yes' : ''}`,
  sectionWork: (toolkit: string, section: string) =>
    `/toolkits/${toolkit}/sections/${section}/work`,
  sectionNotes: (toolkit: string, section: string) =>
    `/toolkits/${toolkit}/sections/${section}/notes`,
  sectionHighlights: (toolkit: string, section: string) =>
    `/toolkits/${toolkit}/sections/${section}/highlights`,
  note: (note: string) => `/notes/${note}`,
  diary: '/diary',
  diaryPage: (page: number) => `/diary?page=${page}`,
  diaryEntry: (entry: string) => `/diary/${entry}`,
  diaryExport: '/diary/export',
  recall: '/recall',
  recallAnswers: '/recall/answers',
  recallCalendar: '/recall/calendar',
  minutes: '/minutes',
  minutesFor: (minutes: number) => `/minutes?have=${minutes}`,
  caseStudy: (team: string, toolkit: string) => `/teams/${team}/case-studies/${toolkit}`,

  room: (room: string) => `/rooms/${room}`,
  roomCommands: (room: string) => `/rooms/${room}/commands`,
  roomEvents: (room: string) => `/rooms/${room}/events`,
  roomSnapshot: (room: string) => `/rooms/${room}/snapshot`,
  roomStage: (room: string, stage: string) => `/rooms/${room}/stages/${stage}`,
  roomClose: (room: string) => `/rooms/${room}/close`,
  roomScreen: (room: string) => `/rooms/${room}/screen`,
  roomDisplays: (room: string) => `/rooms/${room}/displays`,
  roomReschedule: (room: string) => `/rooms/${room}/reschedule`,
  roomCatchUp: (room: string) => `/rooms/${room}/catch-up`,
  roomSummary: (room: string) => `/rooms/${room}/summary`,
  roomSummaryPdf: (room: string) => `/rooms/${room}/summary/pdf`,

  cpd: '/cpd',
  /** My CPD by the rules of one of a person's registrations; the first where none is named. */
  cpdFor: (regulator?: string) => `/cpd${forQuery(regulator)}`,
  cpdNew: '/cpd/new',
  cpdNewFor: (regulator?: string) => `/cpd/new${forQuery(regulator)}`,
  cpdBin: '/cpd/bin',
  cpdEntry: (entry: string, regulator?: string) => `/cpd/entries/${entry}${forQuery(regulator)}`,
  cpdEntryCopy: (entry: string, regulator?: string) =>
    `/cpd/entries/${entry}/copy${forQuery(regulator)}`,
  cpdEntryVersions: (entry: string) => `/cpd/entries/${entry}/versions`,
  cpdEntrySave: (entry: string, regulator?: string) =>
    `/cpd/entries/${entry}/save${forQuery(regulator)}`,
  cpdEntryStandards: (entry: string) => `/cpd/entries/${entry}/standards`,
  cpdEntryShare: (entry: string) => `/cpd/entries/${entry}/share`,
  shared: '/shared',
  share: (share: string) => `/shared/${share}`,
  cpdStandards: '/cpd/standards',
  cpdYear: (name: number, regulator?: string) =>
    `/cpd?year=${name}${regulator ? `&for=${regulator}` : ''}`,
  cpdExport: '/cpd/export',
  cpdExportFor: (regulator?: string) => `/cpd/export${forQuery(regulator)}`,
  cpdExportYear: (name: number, regulator?: string) =>
    `/cpd/export?year=${name}${regulator ? `&for=${regulator}` : ''}`,
  cpdExportAs: (format: string) => `/cpd/export/${format}`,
  /** Where a long export is asked for. */
  cpdExportLong: (scope: string, format: string, regulator?: string) =>
    `/cpd/export/long?scope=${scope}&format=${format}${regulator ? `&for=${regulator}` : ''}`,
  cpdPrint: '/cpd/export/print',
  cpdExportSchema: '/cpd/export.schema.json',
  cpdImport: '/cpd/import',
  downloads: '/downloads',
  download: (job: string) => `/downloads/${job}`,
  downloadFile: (job: string) => `/downloads/${job}/file`,
  cpdEvidence: '/cpd/evidence',
  cpdEvidenceCredential: (evidence: string) => `/cpd/evidence/${evidence}/credential`,
  cpdEvidenceBundle: '/cpd/evidence/bundle',
  cpdEvidenceXapi: '/cpd/evidence/xapi',

  verify: '/verify',
  verifyPage: '/verify/offline',
  verifyEvidence: (evidence: string, secret: string) => `/verify/${evidence}?secret=${secret}`,
  publicKeys: '/.well-known/casecircle-keys.json',

  team: (team: string) => `/teams/${team}`,
  newAssignment: (team: string) => `/teams/${team}/assignments/new`,
  newRoom: (team: string, toolkit?: string) =>
    `/teams/${team}/rooms/new${toolkit === undefined ? '' : `?toolkit=${toolkit}`}`,
  newRehearsal: (team: string, toolkit?: string) =>
    `/teams/${team}/rehearsals/new${toolkit === undefined ? '' : `?toolkit=${toolkit}`}`,
  teamFormats: (team: string) => `/teams/${team}/formats`,
  newFormat: (team: string, from?: string) =>
    `/teams/${team}/formats/new${from === undefined ? '' : `?from=${from}`}`,
  teamFormat: (team: string, format: string) => `/teams/${team}/formats/${format}`,
  /** The team's facts: CSV, or as `format` says. */
  teamExport: (team: string, format?: string) =>
    `/teams/${team}/export${format === undefined ? '' : `?as=${format}`}`,
  teamShared: (team: string) => `/teams/${team}/export/shared`,
} as const

function forQuery(regulator: string | undefined): string {
  return regulator ? `?for=${regulator}` : ''
}
