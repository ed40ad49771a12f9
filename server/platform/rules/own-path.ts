import { z } from 'zod'

/**
 * A path of our own site, in the letters that an address may have. A second slash or a backslash
 * would let a browser read it as the address of another site. (T19)
 */
export const ownPath = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[!-[\]-~]*$/)
