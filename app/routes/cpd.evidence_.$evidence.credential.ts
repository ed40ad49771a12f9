import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { isWithName } from '#app/ui/evidence/with-name.ts'
import { evidenceId } from '#server/platform/rules/ids.ts'

/** A piece of the reader's own evidence as an Open Badges 3.0 credential. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.cpdEvidence)
  const evidence = readParam(evidenceId, params['evidence'])
  const wanted = { withName: isWithName(request), origin: context.origin }
  const json = found(await context.services.credentials.openBadge(actor, evidence, wanted))
  return new Response(json, {
    headers: {
      'Content-Type': 'application/vc+ld+json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="casecircle-credential.json"',
    },
  })
}
