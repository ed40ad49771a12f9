import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { jobId } from '#server/platform/rules/ids.ts'

/** The file that a job of the reader's has made. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedInFor(context, paths.downloads)
  const file = found(await context.services.jobs.file(actor, readParam(jobId, params['job'])))
  return new Response(streamOf(file.parts), {
    headers: {
      'Content-Type': file.type,
      'Content-Length': String(file.bytes),
      'Content-Disposition': `attachment; filename="${file.name}"`,
    },
  })
}

/** Part by part, as the browser takes them. */
function streamOf(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await parts.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
