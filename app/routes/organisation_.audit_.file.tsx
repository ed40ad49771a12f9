import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { found, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { auditQuery } from '#server/audit/rules/audit-query.ts'

/** The audit log as a file: what the page shows, every line of it. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.audit)
  const asked = auditQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { fileName, pieces } = found(await context.services.logbook.file(actor, asked))
  return new Response(createReadableStreamFromReadable(Readable.from(pieces)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
}
