import { z } from 'zod'
import { roomId } from '#server/platform/rules/ids.ts'

/** The form by which a team's manager takes the seat of a room that nobody leads. */
export const takeRoomForm = z.strictObject({ room: roomId })
