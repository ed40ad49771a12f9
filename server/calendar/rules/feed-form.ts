import { z } from 'zod'

/** Making a secret address for one's calendar, or ending it. */
export const feedForm = z.strictObject({
  intent: z.enum(['make', 'end'], { error: 'Press one of the buttons.' }),
})
