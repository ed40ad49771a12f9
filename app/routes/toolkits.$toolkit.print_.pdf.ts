import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { wantsAnswers } from '#app/ui/learning/printed-module.tsx'
import { toolkitId } from '#server/platform/rules/ids.ts'

/** The whole module as a file. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.print(params['toolkit'] ?? ''))
  const toolkit = readParam(toolkitId, params['toolkit'])
  const wanted = { hasAnswers: wantsAnswers(request) }
  const { fileName, pdf } = found(await context.services.learning.modulePdf(actor, toolkit, wanted))
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
}
