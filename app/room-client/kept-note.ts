import { paths } from '#app/paths.ts'

import { newCommandId } from './command-id.ts'

/**
 * Keeps a text that came too late for a closed room as one's own note; false when it was not kept, or
 * nobody knows. The same form as without JavaScript, sent from where one is.
 */
export async function keepAsNote(
  room: string,
  { person, phase, text }: { person: string; phase: string | undefined; text: string },
): Promise<boolean> {
  const body = new URLSearchParams({
    ...{ id: newCommandId(), type: 'draft.save', text },
    ...{ 'page.as': 'note', 'page.person': person, 'page.phase': phase ?? '' },
  })
  try {
    const response = await fetch(paths.roomCommands(room), {
      ...{ method: 'POST', credentials: 'same-origin' },
      body,
    })
    // What was kept leads to the room's page; whoever is signed out is led elsewhere.
    return response.ok && new URL(response.url).pathname === paths.room(room)
  } catch {
    return false
  }
}
