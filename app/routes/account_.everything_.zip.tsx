import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, signedIn } from '#app/context.ts'

/** Everything that is known of the reader, as one ZIP. */
export async function loader({ context }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const { fileName, bytes } = found(await context.services.rights.everything(actor))
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
}
