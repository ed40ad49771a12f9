import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { isWithName } from '#app/ui/evidence/with-name.ts'

/** The reader's own evidence as xAPI statements. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.cpdEvidence)
  const wanted = { withName: isWithName(request), origin: context.origin }
  const json = found(await context.services.credentials.xapi(actor, wanted))
  return new Response(json, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="casecircle-xapi.json"',
    },
  })
}
