import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { teamFormat } from '#server/guidance/rules/team-export.ts'
import { teamId } from '#server/platform/rules/ids.ts'

/** The team's facts and readiness as a file: never a word of anybody's. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.team(params['team'] ?? ''))
  const team = readParam(teamId, params['team'])
  const as = readParam(teamFormat, new URL(request.url).searchParams.get('as') ?? 'csv')
  const { fileName, type, bytes } = found(
    await context.services.guidance.teamExport(actor, team, as),
  )
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
}
