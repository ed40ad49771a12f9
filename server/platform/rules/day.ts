import { z } from 'zod'
import { isDay } from './calendar-day.ts'

/** Reads a calendar day in Europe/London, 'YYYY-MM-DD'. */
export const day = z
  .string()
  .refine(isDay, { message: 'Enter a real date, such as 27 3 2026.' })
  .brand<'Day'>()
