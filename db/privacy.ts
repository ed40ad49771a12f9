import type { PrivacyDeclaration } from './columns.sqlite.ts'
import { accountsPrivacy } from './schema/accounts.ts'
import { auditPrivacy } from './schema/audit.ts'
import { calendarPrivacy } from './schema/calendar.ts'
import { cpdPrivacy } from './schema/cpd.ts'
import { diaryPrivacy } from './schema/diary.ts'
import { evidencePrivacy } from './schema/evidence.ts'
import { formatsPrivacy } from './schema/formats.ts'
import { jobsPrivacy } from './schema/jobs.ts'
import { learningPrivacy } from './schema/learning.ts'
import { mailPrivacy } from './schema/mail.ts'
import { notesPrivacy } from './schema/notes.ts'
import { organisationsPrivacy } from './schema/organisations.ts'
import { recallPrivacy } from './schema/recall.ts'
import { remindersPrivacy } from './schema/reminders.ts'
import { rightsPrivacy } from './schema/rights.ts'
import { roomsPrivacy } from './schema/rooms.ts'
import { sharingPrivacy } from './schema/sharing.ts'
import {
  currentReleasesPrivacy,
  passagesPrivacy,
  releaseMediaPrivacy,
  releasesPrivacy,
  renderedBlocksPrivacy,
  searchIndexPrivacy,
} from './schema/toolkits.ts'

/**
 * What every column of the database holds about people. Erasing an account and downloading what is
 * known of a person both walk this list; a test finds a table that is missing in it.
 */
export const privacyDeclarations: readonly PrivacyDeclaration[] = [
  accountsPrivacy,
  auditPrivacy,
  calendarPrivacy,
  cpdPrivacy,
  diaryPrivacy,
  evidencePrivacy,
  formatsPrivacy,
  jobsPrivacy,
  learningPrivacy,
  mailPrivacy,
  notesPrivacy,
  organisationsPrivacy,
  recallPrivacy,
  remindersPrivacy,
  rightsPrivacy,
  roomsPrivacy,
  releasesPrivacy,
  currentReleasesPrivacy,
  releaseMediaPrivacy,
  renderedBlocksPrivacy,
  passagesPrivacy,
  searchIndexPrivacy,
  sharingPrivacy,
].flat()
