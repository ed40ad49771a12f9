import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { releaseHash } from '#server/platform/rules/ids.ts'

const fileName = z.string().regex(/^[\w.-]{1,120}$/)

/** A picture or film of a release: its address names its bytes, so it never changes. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  signedInFor(context, paths.toolkits)
  const hash = readParam(releaseHash, params['hash'])
  const name = readParam(fileName, params['file'])
  // A film is played in pieces. We give no validator, so a conditional range means the whole.
  const wanted = request.headers.has('If-Range') ? null : request.headers.get('Range')
  const media = await context.services.toolkits.media(hash, name, wanted)
  if (!media) throw data({ message: 'There is no such picture.' }, { status: 404 })
  const { type, size, range, bytes } = media
  if (range === 'beyond')
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } })
  return new Response(new Uint8Array(bytes), {
    status: range ? 206 : 200,
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.byteLength),
      'Accept-Ranges': 'bytes',
      ...(range ? { 'Content-Range': `bytes ${range.first}-${range.last}/${size}` } : {}),
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  })
}
