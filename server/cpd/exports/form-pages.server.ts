import type { EntryId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { codePoints } from '#server/platform/rules/text.ts'
import type { Entry } from '../rules/entry/entry.ts'
import { answerText } from '../rules/entry/answer.ts'
import type { FieldId, Profile } from '../rules/regulator/profile.ts'

/** One box of the regulator's form, with what the entry answers to it. */
export type FormBox = {
  id: FieldId
  number: number
  heading: string
  text: string
  characters: number
  isRequired: boolean
  /** Optional on each piece, but at least one of the year must have it. */
  isNeededOnce: boolean
}
export type FormPage = {
  id: EntryId
  title: string
  regulator: string
  form: Profile['form'] | null
  questions: Profile['questions']
  boxes: FormBox[]
  /** Changes whenever the text does: what was copied before is then to be copied again. */
  revision: number
  status: Entry['status']
  isSaved: boolean
  submittedAt: number | null
}

/** An entry as the regulator's form asks for it: its boxes in order, dates as it writes them. */
export function formPageOf({
  entry,
  title,
  profile,
}: {
  entry: Entry
  title: string
  profile: Profile
}): FormPage {
  return {
    id: entry.id,
    title,
    regulator: profile.name,
    form: profile.form ?? null,
    questions: profile.questions,
    boxes: profile.fields.map(({ id, heading, question, required }, index) => {
      const text = answerText(profile, entry, id, asTyped)
      return {
        id,
        number: index + 1,
        heading: heading ?? question,
        text,
        characters: codePoints(text),
        isRequired: required,
        isNeededOnce: id === 'peerLearning' && profile.peer.min > 0,
      }
    }),
    revision: entry.revision,
    status: entry.status,
    isSaved: entry.savedAt !== null,
    submittedAt: entry.submittedAt,
  }
}

/** '14/05/2026' */
function asTyped(on: Day): string {
  return on.split('-').reverse().join('/')
}
