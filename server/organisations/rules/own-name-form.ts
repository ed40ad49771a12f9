import { z } from 'zod'
import { line } from './people-form.ts'

/** How somebody wants to be called where they work. */
export const ownNameForm = z.strictObject({
  name: line('Enter your name.'),
  jobTitle: line('Enter your job title.'),
})
export type OwnName = z.infer<typeof ownNameForm>
