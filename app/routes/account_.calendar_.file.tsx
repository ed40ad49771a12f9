import type { LoaderFunctionArgs } from '@remix-run/node'
import { signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'

/** The reader's own dates as a calendar file. */
export async function loader({ context }: LoaderFunctionArgs) {
  const file = await context.services.calendar.file(signedInFor(context, paths.calendar))
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="casecircle.ics"',
    },
  })
}
