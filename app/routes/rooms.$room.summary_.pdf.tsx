import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { roomId } from '#server/platform/rules/ids.ts'

/** What a room leaves to its team, as a file. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.roomSummary(params['room'] ?? ''))
  const room = readParam(roomId, params['room'])
  const { fileName, pdf } = found(await context.services.rooms.summaryPdf(actor, room))
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
}
