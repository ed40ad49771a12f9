import type { LoaderFunctionArgs } from '@remix-run/node'
import { signedInFor } from '#app/context.ts'
import { paths } from '#app/paths.ts'

/** The diary as a file, for its owner alone. */
export async function loader({ context }: LoaderFunctionArgs) {
  const json = await context.services.diary.exportJson(signedInFor(context, paths.diary))
  return new Response(json, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="learning-diary.json"',
    },
  })
}
