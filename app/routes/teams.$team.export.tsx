import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedIn } from '#app/context.ts'
import { teamId } from '#server/platform/rules/ids.ts'

/** The team's facts and readiness as CSV: never a word of anybody's. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { fileName, csv } = found(await context.services.guidance.teamExport(actor, team))
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
}
