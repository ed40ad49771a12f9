import type { LoaderFunctionArgs } from '@remix-run/node'
import { signedIn } from '#app/context.ts'

/** The diary as a file, for its owner alone. */
export async function loader({ context }: LoaderFunctionArgs) {
  const json = await context.services.diary.exportJson(signedIn(context))
  return new Response(json, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="learning-diary.json"',
    },
  })
}
