import { z } from 'zod'

const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'This is not an id.')
const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and single hyphens.')

export const personId = uuid.brand<'PersonId'>()
export const organisationId = uuid.brand<'OrganisationId'>()
export const teamId = uuid.brand<'TeamId'>()
export const roomId = uuid.brand<'RoomId'>()
export const entryId = uuid.brand<'EntryId'>()
export const evidenceId = uuid.brand<'EvidenceId'>()
export const assignmentId = uuid.brand<'AssignmentId'>()
export const noteId = uuid.brand<'NoteId'>()
export const diaryEntryId = uuid.brand<'DiaryEntryId'>()
export const jobId = uuid.brand<'JobId'>()
export const shareId = uuid.brand<'ShareId'>()
export const shareCommentId = uuid.brand<'ShareCommentId'>()
export const toolkitId = slug.brand<'ToolkitId'>()
export const formatId = slug.brand<'FormatId'>()
export const releaseHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ReleaseHash'>()

export type PersonId = z.infer<typeof personId>
export type OrganisationId = z.infer<typeof organisationId>
export type TeamId = z.infer<typeof teamId>
export type RoomId = z.infer<typeof roomId>
export type EntryId = z.infer<typeof entryId>
export type EvidenceId = z.infer<typeof evidenceId>
export type AssignmentId = z.infer<typeof assignmentId>
export type NoteId = z.infer<typeof noteId>
export type DiaryEntryId = z.infer<typeof diaryEntryId>
export type JobId = z.infer<typeof jobId>
export type ShareId = z.infer<typeof shareId>
export type ShareCommentId = z.infer<typeof shareCommentId>
export type ToolkitId = z.infer<typeof toolkitId>
export type FormatId = z.infer<typeof formatId>
export type ReleaseHash = z.infer<typeof releaseHash>
