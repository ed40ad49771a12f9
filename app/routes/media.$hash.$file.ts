import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { readParam, signedIn } from '#app/context.ts'
import { releaseHash } from '#server/platform/rules/ids.ts'

const fileName = z.string().regex(/^[\w.-]{1,120}$/)

/** A picture of a release: its address names its bytes, so it never changes. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  signedIn(context)
  const hash = readParam(releaseHash, params['hash'])
  const name = readParam(fileName, params['file'])
  const media = await context.services.toolkits.media(hash, name)
  if (!media) throw data({ message: 'There is no such picture.' }, { status: 404 })
  return new Response(new Uint8Array(media.bytes), {
    headers: {
      'Content-Type': media.type,
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  })
}
