import type { LoaderFunctionArgs } from '@remix-run/node'
import { signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { isWithName } from '#app/ui/evidence/with-name.ts'

/** The reader's own signed evidence as a ZIP that can be checked without a network. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.cpdEvidence)
  const wanted = { withName: isWithName(request), origin: context.origin }
  const zip = await context.services.proofs.bundle(actor, wanted)
  return new Response(new Uint8Array(zip), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="casecircle-evidence.zip"',
    },
  })
}
