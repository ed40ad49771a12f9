import type { LoaderFunctionArgs } from '@remix-run/node'
import { signedIn } from '#app/context.ts'

/** The reader's own dates as a calendar file. */
export async function loader({ context }: LoaderFunctionArgs) {
  const file = await context.services.calendar.file(signedIn(context))
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="casecircle.ics"',
    },
  })
}
