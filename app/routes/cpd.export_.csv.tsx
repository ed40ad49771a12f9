import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, signedIn } from '#app/context.ts'
import { readScope } from '#app/ui/cpd/export-scope.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { exportFileName } from '#server/cpd/rules/export-scope.ts'

/** The reader's own record as CSV. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const scope = readScope(request)
  const csv = found(await context.services.cpd.exportCsv(actor, scope, readFor(request)))
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${exportFileName(scope)}.csv"`,
    },
  })
}
