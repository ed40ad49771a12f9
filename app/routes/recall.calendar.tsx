import type { LoaderFunctionArgs } from '@remix-run/node'
import { signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'

/** The days on which questions come back, for the person's own calendar. */
export async function loader({ context }: LoaderFunctionArgs) {
  const file = await context.services.calendar.recallFile(signedInFor(context, paths.recall))
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="casecircle-questions.ics"',
    },
  })
}
