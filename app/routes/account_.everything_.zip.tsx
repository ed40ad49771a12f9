import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'

/** Everything that is known of the reader, as one ZIP. */
export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.aboutMe)
  const { fileName, bytes } = found(await context.services.rights.everything(actor))
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
}
