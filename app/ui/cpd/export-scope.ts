import { readParam } from '#app/context.ts'
import { exportScope, type ExportScope } from '#server/cpd/rules/export-scope.ts'

/** What the address of an export asks for; everything when it does not say. */
export function readScope(request: Request): ExportScope {
  const raw = new URL(request.url).searchParams.get('scope') ?? 'everything'
  return readParam(exportScope, raw)
}
