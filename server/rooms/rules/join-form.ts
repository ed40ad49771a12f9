import { z } from 'zod'

/** The form of the join page. Whether the code opens a room is not judged here. */
export const joinForm = z.strictObject({
  code: z
    .string()
    .trim()
    .min(1, 'Enter the room code.')
    .max(40, 'A room code has 6 letters and numbers.'),
})
