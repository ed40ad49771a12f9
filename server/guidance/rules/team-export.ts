import { z } from 'zod'

/** In what a manager can take the team's facts out. */
export const teamFormats = ['csv', 'xlsx', 'pdf'] as const
export const teamFormat = z.enum(teamFormats)
export type TeamFormat = z.infer<typeof teamFormat>

/** Who of a team shares how many entries with the manager who asks. */
export type SharesOfMember = { name: string; count: number }
