import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { readScope } from '#app/ui/cpd/export-scope.ts'
import { readFor } from '#app/ui/cpd/read-for.ts'
import { exportFormat } from '#server/cpd/rules/export-format.ts'
import { scopeText } from '#server/cpd/rules/export-scope.ts'

/** The reader's own record as a file; a long one is made while they do something else. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.cpdExport)
  const format = readParam(exportFormat, params['kind'])
  const scope = readScope(request)
  const { cpd } = context.services
  if ((await cpd.longExport(actor, scope)) !== null) {
    return redirect(paths.cpdExportLong(scopeText(scope), format, readFor(request)), 303)
  }
  const file = found(await cpd.exportFile(actor, scope, format, readFor(request)))
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${file.name}"`,
    },
  })
}
