import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, signedIn } from '#app/context.ts'
import { readScope } from '#app/ui/cpd/export-scope.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { exportFileName } from '#server/cpd/rules/export-scope.ts'

/** The reader's own record as JSON (docs/cpd-export.schema.json). */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const scope = readScope(request)
  const json = found(await context.services.cpd.exportJson(actor, scope, readFor(request)))
  return new Response(json, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${exportFileName(scope)}.json"`,
    },
  })
}
