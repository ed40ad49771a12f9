import { z } from 'zod'

const problem = z.object({
  item: z.string(),
  message: z.string(),
  typed: z.string().optional(),
  elsewhere: z.string().optional(),
})
export type PageProblem = z.infer<typeof problem>

const kept = z.object({ item: z.string(), shown: z.string(), savedAt: z.number().nullable() })
const feedback = z.object({
  correct: z.boolean(),
  heading: z.string(),
  chosen: z.array(
    z.object({
      choice: z.string(),
      text: z.string(),
      correct: z.boolean(),
      feedback: z.string(),
    }),
  ),
  missing: z.number(),
})

/** What a post of a section's page is answered with. */
export const answer = z.object({
  worked: z.object({
    savedAt: z.number(),
    kept: z.array(kept),
    problems: z.array(problem),
    feedback: z.object({ item: z.string(), feedback }).nullable(),
  }),
  goTo: z.string().nullable(),
})
export type DoneAnswer = z.infer<typeof answer>

/** What a refused post is answered with. */
export const refusal = z.object({ message: z.string() })
