import type { LoaderFunctionArgs } from '@remix-run/node'
import { signedIn } from '#app/context.ts'

/** The days on which questions come back, for the person's own calendar. */
export async function loader({ context }: LoaderFunctionArgs) {
  const file = await context.services.calendar.recallFile(signedIn(context))
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="casecircle-questions.ics"',
    },
  })
}
